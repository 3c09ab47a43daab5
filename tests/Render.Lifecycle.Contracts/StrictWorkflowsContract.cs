using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>
/// What our own engine promises beyond what every engine does: it sees foreign awaits as they happen (elsewhere analyzers forbid them), tells a repeated event as one, stops a cancelled
/// instance's running activities, runs an activity again whose host stopped, and holds an instance whose
/// version the build does not know (the last two are with another engine its backend's doing).
/// </summary>
public abstract class StrictWorkflowsContract : WorkflowsContract
{
    [Fact]
    public async Task Workflow_AwaitsSomethingForeign_FailsClearly()
    {
        // What is done before it is awaited goes unnoticed, and harms nothing; this is not done before the workflow has failed.
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await Open(Catalog(async (context, input) =>
        {
            await foreign.Task;
            return await context.WaitForEvent<int>("never");
        }));
        await host.Workflows.Start("a", "main", 1);
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        foreign.SetResult();
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains(nameof(ForeignAwaitException), status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workflow_LeavesItsContextByConfigureAwait_FailsClearly()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            var value = await context.CallActivity<int, int>("same", input).ConfigureAwait(false);
            return value + await context.CallActivity<int, int>("same", input);
        }).AddActivity("same", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value)));
        await host.Workflows.Start("a", "main", 1);
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains(nameof(ForeignAwaitException), status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Parent_CancelsItsChildrenAndActivities()
    {
        using var begun = new SemaphoreSlim(0);
        using var stopped = new SemaphoreSlim(0);
        await using var host = await Open(Family(
            (context, input) => context.CallSubWorkflow<int, int>("child", input, "kid"),
            (context, input) => context.CallActivity<int, int>("hang", input))
            .AddActivity("hang", async (ActivityContext _, int value, CancellationToken stop) =>
            {
                begun.Release();
                try
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }
                finally
                {
                    stopped.Release();
                }

                return value;
            }));
        await host.Workflows.Start("a", "main", 1);
        await begun.WaitAsync().Guarded();
        Assert.True(await host.Workflows.Cancel("a", "changed my mind"));
        var parent = await host.Workflows.WaitForCompletion("a").Guarded();
        var child = await host.Workflows.WaitForCompletion("kid").Guarded();
        Assert.Equal((WorkflowState.Cancelled, "changed my mind"), (parent.State, parent.Error));
        Assert.Equal((WorkflowState.Cancelled, "changed my mind"), (child.State, child.Error));
        await stopped.WaitAsync().Guarded();
        Assert.False(await host.Workflows.Cancel("a", "again"));
        Assert.False(await host.Workflows.Cancel("unknown", "who"));
    }

    [Fact]
    public async Task CallActivity_HostStopsMeanwhile_RunsAgain()
    {
        var runs = 0;
        using var begun = new SemaphoreSlim(0);
        var catalog = Catalog((context, input) => context.CallActivity<int, int>("slow", input))
            .AddActivity("slow", async (ActivityContext context, int _, CancellationToken stop) =>
            {
                begun.Release();
                if (Interlocked.Increment(ref runs) == 1)
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }

                return context.Attempt;
            });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 1);
        await begun.WaitAsync().Guarded();
        await host.Restart();
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task RaiseEvent_Repeated_IsToldAsSuch()
    {
        await using var host = await Open(Catalog((context, _) => context.WaitForEvent<int>("number")));
        await host.Workflows.Start("a", "main", 1);
        Assert.Equal(RaiseResult.Accepted, await host.Workflows.RaiseEvent("a", "other", 1, "k"));
        Assert.Equal(RaiseResult.Duplicate, await host.Workflows.RaiseEvent("a", "other", 1, "k"));
        await host.Restart();
        Assert.Equal(RaiseResult.Duplicate, await host.Workflows.RaiseEvent("a", "other", 1, "k"));
    }

    [Fact]
    public async Task Cancel_Child_TellsTheParentWhy()
    {
        await using var host = await Open(Family(
            async (context, input) => (await Assert.ThrowsAsync<WorkflowCancelledException>(() => context.CallSubWorkflow<int, int>("child", input, "kid"))).Reason.Length,
            async (context, _) =>
            {
                context.SetStatus("waiting");
                return await context.WaitForEvent<int>("never");
            }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "kid", "waiting");
        await host.Workflows.Cancel("kid", "12345");
        Assert.Equal(5, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Version_NoLongerKnown_IsHeldAndGoesOnWhenItReturns()
    {
        var ran = 0;
        WorkflowCatalog Older() => new WorkflowCatalog()
            .AddWorkflow("main", (IWorkflowContext _, int _) => Task.FromResult("v1"))
            .AddActivity("say", (ActivityContext _, string word, CancellationToken _) =>
            {
                Interlocked.Increment(ref ran);
                return Task.FromResult(word);
            });
        await using var host = await Open(Versions((1, First), (2, Second)));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        Assert.Null((await host.Workflows.GetStatus("a"))!.Held);

        await host.Restart(Older());
        Assert.Equal(RaiseResult.Accepted, await host.Workflows.RaiseEvent("a", "number", 10, "k"));
        await host.Workflows.Start("b", "main", 1);
        Assert.Equal("v1", (await host.Workflows.WaitForCompletion("b").Guarded()).ReadOutput<string>());
        var held = (await host.Workflows.GetStatus("a"))!;
        Assert.Equal((WorkflowState.Running, 2), (held.State, held.Version));
        Assert.Contains("version 2", held.Held, StringComparison.Ordinal);
        Assert.Equal(RaiseResult.Duplicate, await host.Workflows.RaiseEvent("a", "number", 10, "k"));

        await host.Restart(Versions((1, First), (2, Second)));
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(("v2 two 11", null, 0), (status.ReadOutput<string>(), status.Held, ran));
    }

    [Fact]
    public async Task Version_HeldInstanceAndItsPart_CanBeCancelled()
    {
        WorkflowCatalog Build(int version) => new WorkflowCatalog()
            .AddWorkflow("main", (IWorkflowContext context, int input) => context.CallSubWorkflow<int, int>("child", input, "kid"), version)
            .AddWorkflow("child", (IWorkflowContext context, int _) =>
            {
                context.SetStatus("waiting");
                return context.WaitForEvent<int>("never");
            }, version);
        await using var host = await Open(Build(2));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "kid", "waiting");
        await host.Restart(Build(1));
        Assert.True(await host.Workflows.Cancel("a", "rolled back"));
        var parent = await host.Workflows.WaitForCompletion("a").Guarded();
        var child = await host.Workflows.WaitForCompletion("kid").Guarded();
        Assert.Equal((WorkflowState.Cancelled, "rolled back", null), (parent.State, parent.Error, parent.Held));
        Assert.Equal((WorkflowState.Cancelled, "rolled back"), (child.State, child.Error));
    }

    [Fact]
    public async Task Version_ActivityOfHeldInstance_EndsOnceItReturns()
    {
        using var begun = new SemaphoreSlim(0);
        WorkflowCatalog Build(int version, Func<CancellationToken, Task<int>> act) => new WorkflowCatalog()
            .AddWorkflow("main", (IWorkflowContext context, int input) => context.CallActivity<int, int>("act", input), version)
            .AddActivity("act", (ActivityContext _, int _, CancellationToken stop) => act(stop));
        await using var host = await Open(Build(2, async stop =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, stop);
            return 0;
        }));
        await host.Workflows.Start("a", "main", 1);
        await begun.WaitAsync().Guarded();
        await host.Restart(Build(1, _ => Task.FromResult(1)));
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        await host.Restart(Build(2, _ => Task.FromResult(2)));
        Assert.Equal(2, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Version_TimerOfHeldInstance_FiresOnceItReturns()
    {
        WorkflowCatalog Build(int version) => new WorkflowCatalog().AddWorkflow("main", async (IWorkflowContext context, int input) =>
        {
            context.SetStatus("waiting");
            await context.CreateTimer(Span);
            return input;
        }, version);
        await using var host = await Open(Build(2));
        await host.Workflows.Start("a", "main", 7);
        await Reaches(host, "a", "waiting");
        await host.Restart(Build(1));
        host.Advance(2 * Span);
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        await host.Restart(Build(2));
        Assert.Equal(7, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Version_ContinuedToNewestThatIsTakenOut_IsHeldNotFailed()
    {
        await using var host = await Open(Generations(1));
        await host.Workflows.Start("a", "main", new List<int>());
        await Reaches(host, "a", "generation 1");
        await host.Restart(Generations(1, 2, 5));
        await host.Workflows.RaiseEvent("a", "goes on", true, "k1");
        await Reaches(host, "a", "generation 2");
        // The newest is taken out again: what moved to it is held, not failed.
        await host.Restart(Generations(1, 2));
        Assert.NotNull((await host.Workflows.GetStatus("a"))!.Held);
        await host.Restart(Generations(5));
        await host.Workflows.RaiseEvent("a", "goes on", false, "k2");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal([1, 5], status.ReadOutput<int[]>());
        Assert.Equal(5, status.Version);
    }

    // The next two hang on the in-process host of Microsoft.DurableTask, which tells answers apart by instance and call number, whatever the generation.
    [Fact]
    public async Task ContinueAsNew_OutstandingActivity_DoesNotAnswerTheNextGeneration()
    {
        using var begun = new SemaphoreSlim(0);
        var release = new TaskCompletionSource();
        await using var host = await Open(Catalog(async (context, generation) =>
        {
            if (generation == 0)
            {
                _ = context.CallActivity<int, int>("slow", 1);
                await context.WaitForEvent<int>("go");
                context.ContinueAsNew(1);
                return 0;
            }

            // The same call number as the slow one of the generation before.
            return await context.CallActivity<int, int>("same", 10);
        })
            .AddActivity("slow", async (ActivityContext _, int value, CancellationToken _) =>
            {
                begun.Release();
                await release.Task;
                return value;
            })
            .AddActivity("same", async (ActivityContext _, int value, CancellationToken _) =>
            {
                release.TrySetResult();
                await Task.Yield();
                return value;
            }));
        await host.Workflows.Start("a", "main", 0);
        await begun.WaitAsync().Guarded();
        await host.Workflows.RaiseEvent("a", "go", 1, "k");
        Assert.Equal(10, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WhileASubWorkflowRuns_DropsItsEnd()
    {
        await using var host = await Open(Family(
            async (context, generation) =>
            {
                if (generation == 0)
                {
                    _ = context.CallSubWorkflow<int, int>("child", 1, "first");
                    await context.WaitForEvent<int>("go");
                    context.ContinueAsNew(1);
                    return 0;
                }

                return await context.CallSubWorkflow<int, int>("child", 2, "second");
            },
            async (context, input) =>
            {
                context.SetStatus("waiting");
                return (10 * input) + await context.WaitForEvent<int>("number");
            }));
        await host.Workflows.Start("a", "main", 0);
        await Reaches(host, "first", "waiting");
        await host.Workflows.RaiseEvent("a", "go", 1, "k");
        await Reaches(host, "second", "waiting");
        await host.Workflows.RaiseEvent("first", "number", 1, "k");
        Assert.Equal(11, (await host.Workflows.WaitForCompletion("first").Guarded()).ReadOutput<int>());
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        await host.Workflows.RaiseEvent("second", "number", 2, "k");
        Assert.Equal(22, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }
}
