using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>
/// What our own engine promises beyond what every engine does: it sees foreign awaits as they happen (elsewhere analyzers forbid them), tells a repeated event as one, stops a cancelled
/// instance's running activities, and runs an activity again whose host stopped (which with another engine is its backend's doing).
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
}
