using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Network.Economics;

namespace Render.Local.Tests.CrashHost;

/// <summary>What the process does until it is killed: workflows, events and ledger entries as fast as they go, telling each acknowledgement.</summary>
public sealed class CrashWork : IServiceProvider, IAsyncDisposable
{
    public const int Steps = 3;

    private CrashWork(string folder, int maxResident)
    {
        Store = SqliteStore.Open(Path.Combine(folder, "data.db"));
        Ledger = new SqliteLedger(Store, TimeProvider.System);
        Engine = DurableEngine.Start(Store, Catalog(Ledger), this, TimeProvider.System, NullLogger.Instance, new DurableOptions { MaxResident = maxResident });
    }

    public SqliteStore Store { get; }

    public ILedger Ledger { get; }

    public DurableEngine Engine { get; }

    public static CrashWork Open(string folder, int maxResident) => new(folder, maxResident);

    /// <summary>Runs for ever. A line is written only after what it tells was acknowledged.</summary>
    public static async Task Run(string folder, int life, TextWriter told)
    {
        using var held = CoordinatorLock.Acquire(folder, TimeProvider.System);
        // Odd lives replay before every turn, even ones keep instances in memory.
        await using var work = Open(folder, maxResident: life % 2 == 1 ? 0 : 10_000);
        var output = TextWriter.Synchronized(told);
        await Task.WhenAll(
            work.StartWorkflows(life, output),
            Task.WhenAll(Enumerable.Range(0, 4).Select(lane => work.AppendEntries(life, lane, output))));
    }

    public static string Id(int life, int number) => $"life{life}-{number}";

    /// <summary>The workflow and what it acts through. Each step pays one unit from the faucet, once per activity key.</summary>
    public static WorkflowCatalog Catalog(ILedger ledger) => new WorkflowCatalog()
        .AddWorkflow("story", async (IWorkflowContext context, int input) =>
        {
            var paid = await Task.WhenAll(Enumerable.Range(0, Steps).Select(i => context.CallActivity<int, long>("pay", i, new RetryPolicy(3, TimeSpan.Zero))));
            await context.CreateTimer(TimeSpan.FromMilliseconds(5));
            var told = await context.WaitForEvent<int>("go", TimeSpan.FromHours(1));
            return told + paid.Length + await context.CallSubWorkflow<int, int>("part", input);
        })
        .AddWorkflow("part", async (IWorkflowContext context, int input) =>
        {
            await context.CallActivity<int, long>("pay", input);
            return input;
        })
        .AddActivity("pay", async (ActivityContext context, int _, CancellationToken stop) =>
            (await ledger.Append(Payment("activity:" + context.Key, context.InstanceId), stop)).Sequence);

    public object? GetService(Type serviceType) => null;

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static LedgerDraft Payment(string key, string who) =>
        new(LedgerEntryKind.Faucet, key, [new Posting("faucet", -1), new Posting("operator:" + who, 1)], default);

    private async Task StartWorkflows(int life, TextWriter told)
    {
        for (var number = 0; ; number++)
        {
            var id = Id(life, number);
            await Engine.Start(id, "story", number);
            await told.WriteLineAsync($"started {id} {number}");
            if (number % 3 != 0)
            {
                await Engine.RaiseEvent(id, "go", 100, "go");
                await told.WriteLineAsync($"raised {id}");
            }
        }
    }

    private async Task AppendEntries(int life, int lane, TextWriter told)
    {
        for (var number = 0; ; number++)
        {
            var entry = await Ledger.Append(Payment($"direct:{life}:{lane}:{number}", $"lane{lane}"));
            await told.WriteLineAsync($"appended {entry.Key} {entry.Sequence} {entry.Hash}");
        }
    }
}
