using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>A workflow's code changes while instances run: each goes on as it began.</summary>
public abstract partial class WorkflowsContract
{
    private protected static readonly Func<IWorkflowContext, int, Task<string>> First = async (context, input) =>
    {
        var one = await context.CallActivity<string, string>("say", "one");
        context.SetStatus("waiting");
        return $"v{context.Version} {one} {input + await context.WaitForEvent<int>("number")}";
    };

    /// <summary>Another order of calls: what <see cref="First"/> left behind cannot be replayed on it.</summary>
    private protected static readonly Func<IWorkflowContext, int, Task<string>> Second = async (context, input) =>
    {
        await context.CreateTimer(context.Now);
        var two = await context.CallActivity<string, string>("say", "two");
        context.SetStatus("waiting");
        return $"v{context.Version} {two} {input + await context.WaitForEvent<int>("number")}";
    };

    private protected static WorkflowCatalog Versions(params (int Version, Func<IWorkflowContext, int, Task<string>> Run)[] versions) =>
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
        await using var host = await Open(Generations(1));
        await host.Workflows.Start("a", "main", new List<int>());
        await Reaches(host, "a", "generation 1");
        await host.Restart(Generations(1, 2, 5));
        await host.Workflows.RaiseEvent("a", "goes on", true, "k1");
        await Reaches(host, "a", "generation 2");
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

    /// <summary>A workflow in some versions that continues as new while it is told to, and tells which version each generation began with.</summary>
    protected static WorkflowCatalog Generations(params int[] versions) => versions.Aggregate(new WorkflowCatalog(), (catalog, version) =>
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
}
