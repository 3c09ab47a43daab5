using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;

namespace Render.Local.Tests.Durable;

public sealed class DurableEngineTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static WorkflowCatalog Catalog(Func<IWorkflowContext, int, Task<int>> run) => new WorkflowCatalog().AddWorkflow("main", run);

    private static WorkflowCatalog Sleeper() => Catalog(async (context, input) =>
    {
        context.SetStatus("waiting");
        await context.CreateTimer(Hour);
        return input;
    });

    [Fact]
    public async Task CreateTimer_ClockSetBack_FiresAfterItsSpan()
    {
        await using var host = new DurableHost(Sleeper(), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.ReachesStatus("a", "waiting");
        host.Clock.Shift = -TimeSpan.FromDays(100);
        host.Advance(Hour);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CreateTimer_ClockSetBackWhileStopped_FiresAfterItsSpan()
    {
        await using var host = new DurableHost(Sleeper(), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.ReachesStatus("a", "waiting");
        await host.Stop();
        host.Clock.Shift = -TimeSpan.FromDays(100);
        host.Start();
        host.Advance(Hour);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CreateTimer_NotYetDue_DoesNotFire()
    {
        await using var host = new DurableHost(Sleeper(), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.ReachesStatus("a", "waiting");
        host.Advance(Hour - TimeSpan.FromMilliseconds(1));
        await host.Restart();
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        host.Advance(TimeSpan.FromMilliseconds(1));
        await host.Workflows.WaitForCompletion("a").Guarded();
    }

    [Fact]
    public async Task Start_SameIdAtOnce_OnlyOneStarts()
    {
        await using var host = new DurableHost(Catalog((_, input) => Task.FromResult(input)), new DurableOptions()).Start();
        var started = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => host.Workflows.Start("a", "main", i))));
        Assert.Single(started, true);
    }

    [Fact]
    public async Task RaiseEvent_ManyAtOnce_EachSeenOnce()
    {
        var catalog = Catalog(async (context, n) =>
        {
            var seen = new HashSet<int>();
            for (var i = 0; i < n; i++)
            {
                seen.Add(await context.WaitForEvent<int>("number"));
            }

            return seen.Count;
        });
        await using var host = new DurableHost(catalog, new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 2_000);
        await Task.WhenAll(Enumerable.Range(0, 4_000).Select(i => Task.Run(() => host.Workflows.RaiseEvent("a", "number", i % 2_000, $"k{i % 2_000}"))));
        Assert.Equal(2_000, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    /// <summary>It waits for something of its own besides, so only what goes on between turns gives it away.</summary>
    [Fact]
    public async Task Workflow_GoesOnBetweenTurns_FailsClearly()
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var catalog = Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            var own = context.WaitForEvent<int>("never");
            await foreign.Task;
            return await own;
        });
        await using var host = new DurableHost(catalog, new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.ReachesStatus("a", "waiting");
        foreign.SetResult();
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains(nameof(ForeignAwaitException), status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_MoreThanMayRest_AreReplayed()
    {
        var catalog = Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            return input + await context.WaitForEvent<int>("number");
        });
        await using var host = new DurableHost(catalog, new DurableOptions { MaxResident = 3 }).Start();
        for (var i = 0; i < 30; i++)
        {
            await host.Workflows.Start($"i{i}", "main", i);
            await host.ReachesStatus($"i{i}", "waiting");
        }

        for (var i = 0; i < 30; i++)
        {
            await host.Workflows.RaiseEvent($"i{i}", "number", 100, "k");
        }

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(100 + i, (await host.Workflows.WaitForCompletion($"i{i}").Guarded()).ReadOutput<int>());
        }
    }

    [Fact]
    public async Task Turn_DiskFull_IsRunAgainOnceThereIsRoom()
    {
        using var begun = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        var catalog = new WorkflowCatalog()
            .AddWorkflow("main", async (IWorkflowContext context, int n) => (await context.CallActivity<int, string>("big", n)).Length)
            .AddActivity("big", async (ActivityContext _, int n, CancellationToken _) =>
            {
                begun.Release();
                await go.Task;
                return new string('x', n);
            });
        await using var host = new DurableHost(catalog, new DurableOptions(), new SqliteStoreOptions { MaxBytes = 600 * 1024 }).Start();
        await host.Workflows.Start("a", "main", 100_000);
        await begun.WaitAsync().Guarded();
        var state = new SqliteState(host.Store);
        var rows = 0;
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (; ; rows++)
            {
                await state.Commit("p", [StateWrite.Insert($"r{rows}", new string('x', 20_000))]);
            }
        });
        go.SetResult();
        await Assert.ThrowsAsync<StorageFullException>(() => host.Workflows.Start("b", "main", new string('x', 50_000)));
        for (var i = 0; i < rows; i++)
        {
            await state.Commit("p", [StateWrite.Delete($"r{i}")]);
        }

        var done = host.Workflows.WaitForCompletion("a");
        await Task.Run(async () =>
        {
            while (!done.IsCompleted)
            {
                host.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }).Guarded();
        Assert.Equal(100_000, (await done).ReadOutput<int>());
    }

    [Fact]
    public async Task Dispose_ActivityIgnoresItsToken_IsLeftAndRunsAgain()
    {
        using var begun = new SemaphoreSlim(0);
        var hang = new TaskCompletionSource<int>();
        var runs = 0;
        var catalog = Catalog((context, input) => context.CallActivity<int, int>("hang", input))
            .AddActivity("hang", (ActivityContext _, int _, CancellationToken _) =>
            {
                begun.Release();
                return Interlocked.Increment(ref runs) == 1 ? hang.Task : Task.FromResult(2);
            });
        await using var host = new DurableHost(catalog, new DurableOptions { StopTimeout = TimeSpan.Zero }).Start();
        await host.Workflows.Start("a", "main", 1);
        await begun.WaitAsync().Guarded();
        await host.Restart().Guarded();
        Assert.Equal(2, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        hang.SetResult(1);
    }

    [Fact]
    public async Task WaitForCompletion_EngineStops_IsCancelled()
    {
        await using var host = new DurableHost(Sleeper(), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        var waiting = host.Workflows.WaitForCompletion("a");
        await host.Restart();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Guarded());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => host.Workflows.WaitForCompletion("unknown"));
    }

    [Fact]
    public async Task Status_AfterTheEnd_OutlivesRestarts()
    {
        await using var host = new DurableHost(Catalog((context, input) => { context.SetStatus(new { Step = 3 }); return Task.FromResult(input); }), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 7);
        var before = await host.Workflows.WaitForCompletion("a").Guarded();
        await host.Restart();
        var after = (await host.Workflows.GetStatus("a"))!;
        Assert.Equal((before.State, before.Updated, 7, 3), (after.State, after.Updated, after.ReadOutput<int>(), after.CustomStatus!.Value.GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task Workflow_CallsNobodyAwaits_EndWithIt()
    {
        await using var host = new DurableHost(Catalog((context, input) => { _ = context.CreateTimer(Hour); return Task.FromResult(input); }), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Empty(host.Store.Read(DurableTables.Timers));
    }
}
