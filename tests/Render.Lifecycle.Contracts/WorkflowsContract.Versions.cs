using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>A workflow's code changes while instances run: each goes on as it began.</summary>
public abstract partial class WorkflowsContract
{
    private static readonly Func<IWorkflowContext, int, Task<string>> First = async (context, input) =>
    {
        var one = await context.CallActivity<string, string>("say", "one");
        context.SetStatus("waiting");
        return $"v{context.Version} {one} {input + await context.WaitForEvent<int>("number")}";
    };

    /// <summary>Another order of calls: what <see cref="First"/> left behind cannot be replayed on it.</summary>
    private static readonly Func<IWorkflowContext, int, Task<string>> Second = async (context, input) =>
    {
        await context.CreateTimer(context.Now);
        var two = await context.CallActivity<string, string>("say", "two");
        context.SetStatus("waiting");
        return $"v{context.Version} {two} {input + await context.WaitForEvent<int>("number")}";
    };

    private static WorkflowCatalog Versions(params (int Version, Func<IWorkflowContext, int, Task<string>> Run)[] versions) =>
        versions.Aggregate(
            new WorkflowCatalog().AddActivity("say", (ActivityContext _, string word, CancellationToken _) => Task.FromResult(word)),
            (catalog, version) => catalog.AddWorkflow("main", version.Run, version.Version));

    [Fact]
    public async Task Version_NewCodeBesideOld_EachInstanceGoesOnAsItBegan()
    {
        await using var host = await Open(Versions((1, First)));
        await host.Workflows.Start("old", "main", 1);
        await Reaches(host, "old", "waiting");
        await host.Restart(Versions((1, First), (2, Second)));
        await host.Workflows.Start("new", "main", 1);
        await Reaches(host, "new", "waiting");
        await host.Restart();
        await host.Workflows.RaiseEvent("old", "number", 10, "k");
        await host.Workflows.RaiseEvent("new", "number", 20, "k");
        var old = await host.Workflows.WaitForCompletion("old").Guarded();
        var fresh = await host.Workflows.WaitForCompletion("new").Guarded();
        Assert.Equal(("v1 one 11", 1), (old.ReadOutput<string>(), old.Version));
        Assert.Equal(("v2 two 21", 2), (fresh.ReadOutput<string>(), fresh.Version));
    }

    [Fact]
    public async Task Version_StartOfKnownIdByNewerBuild_StaysAsItBegan()
    {
        await using var host = await Open(Versions((1, First)));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        await host.Restart(Versions((1, First), (2, Second)));
        Assert.False(await host.Workflows.Start("a", "main", 1));
        Assert.Equal(1, (await host.Workflows.GetStatus("a"))!.Version);
        await host.Workflows.RaiseEvent("a", "number", 10, "k");
        Assert.Equal("v1 one 11", (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<string>());
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
    public async Task Version_OfSubWorkflow_IsTheNewestOfItsOwnNameWhenItBegins()
    {
        WorkflowCatalog Build(params int[] childVersions) => childVersions.Aggregate(
            new WorkflowCatalog().AddWorkflow("main", async (IWorkflowContext context, int _) =>
            {
                var before = await context.CallSubWorkflow<int, int>("child", 0, "before");
                context.SetStatus("waiting");
                await context.WaitForEvent<int>("go");
                var after = await context.CallSubWorkflow<int, int>("child", 0, "after");
                return (context.Version * 100) + (before * 10) + after;
            }),
            (catalog, version) => catalog.AddWorkflow("child", (IWorkflowContext context, int _) => Task.FromResult(context.Version), version));
        await using var host = await Open(Build(3));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        await host.Restart(Build(3, 4));
        await host.Workflows.RaiseEvent("a", "go", 1, "k");
        Assert.Equal(134, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CallSubWorkflow_UnknownName_ThrowsIntoTheParent()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            var error = await Assert.ThrowsAsync<SubWorkflowFailedException>(() => context.CallSubWorkflow<int, int>("nobody", input));
            return error.Workflow == "nobody" ? 1 : 0;
        }));
        await host.Workflows.Start("a", "main", 1);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Version_ContinueAsNew_MovesToTheNewest()
    {
        WorkflowCatalog Build(params int[] versions) => versions.Aggregate(new WorkflowCatalog(), (catalog, version) =>
            catalog.AddWorkflow("main", async (IWorkflowContext context, List<int> seen) =>
            {
                seen.Add(context.Version);
                context.SetStatus($"generation {seen.Count}");
                if (await context.WaitForEvent<bool>("goes on"))
                {
                    context.ContinueAsNew(seen);
                }

                return seen;
            }, version));
        await using var host = await Open(Build(1));
        await host.Workflows.Start("a", "main", new List<int>());
        await Reaches(host, "a", "generation 1");
        await host.Restart(Build(1, 2, 5));
        await host.Workflows.RaiseEvent("a", "goes on", true, "k1");
        await Reaches(host, "a", "generation 2");
        // The newest for now is taken out again: what moved to it is held, not failed.
        await host.Restart(Build(1, 2));
        Assert.NotNull((await host.Workflows.GetStatus("a"))!.Held);
        await host.Restart(Build(5));
        await host.Workflows.RaiseEvent("a", "goes on", false, "k2");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal([1, 5], status.ReadOutput<int[]>());
        Assert.Equal(5, status.Version);
    }

    [Fact]
    public void AddWorkflow_VersionTwice_IsRefused()
    {
        var catalog = Versions((1, First), (2, Second));
        Assert.Throws<ArgumentException>(() => catalog.AddWorkflow("main", First, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => catalog.AddWorkflow("main", First, 0));
        Assert.Equal(2, catalog.Newest("main").Version);
        Assert.Null(catalog.Find("main", 3));
        Assert.Equal([1, 2], catalog.Workflows.Select(workflow => workflow.Version).Order());
    }
}
