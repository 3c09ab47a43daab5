using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;

namespace Render.Benchmarks.Engine;

/// <summary>The embedded engine alone: no network, no rendering, <c>synchronous=FULL</c>.</summary>
internal sealed class EngineBenchmark : IServiceProvider
{
    private const int Instances = 40;
    private const int Each = 1_000;

    public object? GetService(Type serviceType) => null;

    internal static async Task Run(string[] args)
    {
        var (single, grouped) = await SqliteBenchmark.Measure();
        var benchmark = new EngineBenchmark();
        var activities = await benchmark.Activities("fan-out: activity completions", Instances, Each);
        var one = await benchmark.Activities("fan-out of a single instance: activity completions", 1, Instances * Each / 4);
        var chains = await benchmark.Chains();
        var events = await benchmark.Events();
        Console.WriteLine();
        foreach (var measured in (Measured[])[activities, one, chains, events])
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{measured.What,-52} {measured.PerSecond / single.PerSecond,8:N1} × single commits   {measured.PerSecond / grouped.PerSecond,6:N2} × grouped rows"));
        }

        Console.WriteLine(activities.PerSecond >= 10_000 ? "goal of 10,000 activity completions/s: met" : "goal of 10,000 activity completions/s: MISSED");
    }

    private static WorkflowCatalog Catalog() => new WorkflowCatalog()
        .AddWorkflow("fan", async (IWorkflowContext context, int n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivity<int, int>("add", i)))).Length)
        .AddWorkflow("chain", async (IWorkflowContext context, int n) =>
        {
            var value = 0;
            for (var i = 0; i < n; i++)
            {
                value = await context.CallActivity<int, int>("add", value);
            }

            return value;
        })
        .AddWorkflow("listen", async (IWorkflowContext context, int n) =>
        {
            var sum = 0;
            for (var i = 0; i < n; i++)
            {
                sum += await context.WaitForEvent<int>("number");
            }

            return sum;
        })
        .AddActivity("add", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value + 1));

    private Task<Measured> Activities(string what, int instances, int each) =>
        OnEngine(what, instances * each, engine => RunAll(engine, "fan", instances, each));

    private Task<Measured> Chains() =>
        OnEngine("500 chains: activity completions", 500 * 40, engine => RunAll(engine, "chain", 500, 40));

    private Task<Measured> Events() => OnEngine("events raised and taken", Instances * Each, async engine =>
    {
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(i => engine.Start($"i{i}", "listen", Each)));
        await Task.WhenAll(Enumerable.Range(0, Instances).SelectMany(i => Enumerable.Range(0, 10).Select(lane => Task.Run(async () =>
        {
            for (var k = lane; k < Each; k += 10)
            {
                await engine.RaiseEvent($"i{i}", "number", k, $"k{k}");
            }
        }))));
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(i => engine.WaitForCompletion($"i{i}")));
    });

    private static async Task Warm(DurableEngine engine)
    {
        await engine.Start("warm", "fan", 1_000);
        await engine.WaitForCompletion("warm");
    }

    private static async Task RunAll(DurableEngine engine, string name, int instances, int each)
    {
        await Task.WhenAll(Enumerable.Range(0, instances).Select(i => engine.Start($"{name}{i}", name, each)));
        var ends = await Task.WhenAll(Enumerable.Range(0, instances).Select(i => engine.WaitForCompletion($"{name}{i}")));
        if (ends.Any(end => end.ReadOutput<int>() != each))
        {
            throw new InvalidDataException("A workflow came to a wrong result.");
        }
    }

    private async Task<Measured> OnEngine(string what, int count, Func<DurableEngine, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("render-bench-");
        try
        {
            await using var store = SqliteStore.Open(Path.Combine(folder.FullName, "data.db"));
            await using var engine = DurableEngine.Start(store, Catalog(), this, TimeProvider.System, NullLogger.Instance);
            await Warm(engine);
            return (await Measured.Of(what, count, () => work(engine))).Print();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
