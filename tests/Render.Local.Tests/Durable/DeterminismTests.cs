using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;

namespace Render.Local.Tests.Durable;

/// <summary>A workflow's code changes while an instance waits; the instance is parked with the reason, and the engine goes on.</summary>
public sealed class DeterminismTests
{
    private static WorkflowCatalog Catalog(Func<IWorkflowContext, Task<int>> before) => new WorkflowCatalog()
        .AddWorkflow("main", async (IWorkflowContext context, int _) =>
        {
            var value = await before(context);
            context.SetStatus("waiting");
            return value + await context.WaitForEvent<int>("number");
        })
        .AddWorkflow("other", (IWorkflowContext _, int input) => Task.FromResult(input))
        .AddActivity("one", (ActivityContext _, int _, CancellationToken _) => Task.FromResult(1))
        .AddActivity("two", (ActivityContext _, int _, CancellationToken _) => Task.FromResult(2));

    /// <summary>Runs to the wait with one code, and on with another.</summary>
    private static async Task<WorkflowStatus> Change(Func<IWorkflowContext, Task<int>> before, Func<IWorkflowContext, Task<int>> after)
    {
        await using var host = new DurableHost(Catalog(before), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 0);
        await host.ReachesStatus("a", "waiting");
        host.Catalog = Catalog(after);
        await host.Restart();
        await host.Workflows.RaiseEvent("a", "number", 10, "k");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        await host.Workflows.Start("b", "other", 1);
        Assert.Equal(WorkflowState.Completed, (await host.Workflows.WaitForCompletion("b").Guarded()).State);
        return status;
    }

    [Fact]
    public async Task Replay_SameCode_GoesOn()
    {
        var status = await Change(context => context.CallActivity<int, int>("one", 0), context => context.CallActivity<int, int>("one", 0));
        Assert.Equal(11, status.ReadOutput<int>());
    }

    [Fact]
    public async Task Replay_OtherActivity_NamesBoth()
    {
        var status = await Change(context => context.CallActivity<int, int>("one", 0), context => context.CallActivity<int, int>("two", 0));
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.StartsWith("NonDeterminismException: Workflow a is not deterministic: at call 1 its history holds activity 'one', but the replay came to activity 'two'.", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CallRemoved_NamesIt()
    {
        var status = await Change(context => context.CallActivity<int, int>("one", 0), _ => Task.FromResult(1));
        Assert.Contains("its history holds activity 'one', but the replay came to no call", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CallAdded_NamesIt()
    {
        var status = await Change(
            context => context.CallActivity<int, int>("one", 0),
            async context => await context.CallActivity<int, int>("one", 0) + await context.CallActivity<int, int>("two", 0));
        Assert.Contains("at call 2 its history holds no further call in that turn, but the replay came to activity 'two'", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_TimerFromAnotherClock_NamesIt()
    {
        var calls = 0;
        Func<IWorkflowContext, Task<int>> code = async context =>
        {
            _ = context.CreateTimer(context.Now.AddDays(1 + calls++));
            await Task.CompletedTask;
            return 0;
        };
        var status = await Change(code, code);
        Assert.Contains("its history holds a timer until", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_EndsEarly_NamesIt()
    {
        await using var host = new DurableHost(Catalog(_ => Task.FromResult(0)), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 0);
        await host.ReachesStatus("a", "waiting");
        host.Catalog = new WorkflowCatalog().AddWorkflow("main", (IWorkflowContext _, int input) => Task.FromResult(input));
        await host.Restart();
        await host.Workflows.RaiseEvent("a", "number", 10, "k");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Contains("a workflow that goes on, but the replay came to its end", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SwallowedByTheCode_StillFails()
    {
        var status = await Change(context => context.CallActivity<int, int>("one", 0), async context =>
        {
            try
            {
                return await context.CallActivity<int, int>("two", 0);
            }
            catch (Exception)
            {
                return 0;
            }
        });
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains(nameof(NonDeterminismException), status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WorkflowNoLongerRegistered_HoldsItUntilItIs()
    {
        await using var host = new DurableHost(Catalog(_ => Task.FromResult(0)), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 0);
        await host.ReachesStatus("a", "waiting");
        host.Catalog = new WorkflowCatalog();
        await host.Restart();
        await host.Workflows.RaiseEvent("a", "number", 10, "k");
        var held = (await host.Workflows.GetStatus("a"))!;
        Assert.Equal((WorkflowState.Running, "version 1 of the workflow is unknown to this build, which knows no version; it goes on with a build that knows it"), (held.State, held.Held));
        await host.Restart(Catalog(_ => Task.FromResult(0)));
        Assert.Equal(10, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }
}
