using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

public abstract partial class WorkflowsContract
{
    private protected static WorkflowCatalog Family(Func<IWorkflowContext, int, Task<int>> main, Func<IWorkflowContext, int, Task<int>> child) =>
        Catalog(main).AddWorkflow("child", child);

    [Fact]
    public async Task CallSubWorkflow_Many_ResultsInOrder()
    {
        await using var host = await Open(Family(
            async (context, n) => (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallSubWorkflow<int, int>("child", i)))).Select((value, i) => value * (i + 1)).Sum(),
            async (context, i) => 10 + await context.CallActivity<int, int>("same", i))
            .AddActivity("same", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value)));
        await host.Workflows.Start("a", "main", 20);
        Assert.Equal(Enumerable.Range(0, 20).Sum(i => (10 + i) * (i + 1)), (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        var children = await host.Workflows.List(new WorkflowQuery(IdPrefix: "a:")).ToArrayAsync();
        Assert.Equal(20, children.Length);
        Assert.All(children, child => Assert.Equal(("a", WorkflowState.Completed), (child.ParentId, child.State)));
    }

    [Fact]
    public async Task CallSubWorkflow_Fails_ThrowsIntoTheParent()
    {
        await using var host = await Open(Family(
            async (context, input) =>
            {
                var error = await Assert.ThrowsAsync<SubWorkflowFailedException>(() => context.CallSubWorkflow<int, int>("child", input, "kid"));
                return error.InstanceId == "kid" && error.Error.Contains("no way", StringComparison.Ordinal) ? 1 : 0;
            },
            (_, _) => throw new InvalidOperationException("no way")));
        await host.Workflows.Start("a", "main", 1);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CallSubWorkflow_IdTaken_ThrowsIntoTheParent()
    {
        await using var host = await Open(Family(
            async (context, input) =>
            {
                await Assert.ThrowsAsync<SubWorkflowFailedException>(() => context.CallSubWorkflow<int, int>("child", input, "a"));
                return 1;
            },
            (_, input) => Task.FromResult(input)));
        await host.Workflows.Start("a", "main", 1);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Cancel_Child_ThrowsIntoTheParent()
    {
        await using var host = await Open(Family(
            async (context, input) => (await Assert.ThrowsAsync<WorkflowCancelledException>(() => context.CallSubWorkflow<int, int>("child", input, "kid"))).InstanceId.Length,
            async (context, _) =>
            {
                context.SetStatus("waiting");
                return await context.WaitForEvent<int>("never");
            }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "kid", "waiting");
        await host.Workflows.Cancel("kid", "changed my mind");
        Assert.Equal((WorkflowState.Cancelled, "changed my mind"), await host.Workflows.WaitForCompletion("kid").Guarded() is var kid ? (kid.State, kid.Error) : default);
        Assert.Equal(3, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WithEarlyEvents_TakesThemAlong()
    {
        await using var host = await Open(Catalog(async (context, total) =>
        {
            total += await context.WaitForEvent<int>("number");
            if (total < 1 + 2 + 4 + 8)
            {
                context.ContinueAsNew(total);
            }

            return total;
        }));
        await host.Workflows.Start("a", "main", 0);
        foreach (var number in (int[])[1, 2, 4, 8])
        {
            await host.Workflows.RaiseEvent("a", "number", number, $"k{number}");
            await host.Workflows.RaiseEvent("a", "number", number, $"k{number}");
        }

        Assert.Equal(15, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Context_AcrossRestarts_GivesTheSameIdsAndTimes()
    {
        var catalog = new WorkflowCatalog().AddWorkflow("main", async (IWorkflowContext context, int rounds) =>
        {
            var before = new List<string>();
            for (var i = 0; i < rounds; i++)
            {
                before.Add($"{context.Now:O} {context.NewGuid()}");
                context.SetStatus($"round {i}");
                var told = await context.WaitForEvent<string>("told");
                before.Add(told);
            }

            return before;
        });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 4);
        for (var i = 0; i < 4; i++)
        {
            await Reaches(host, "a", $"round {i}");
            host.Advance(TimeSpan.FromSeconds(1));
            await host.Restart();
            await host.Workflows.RaiseEvent("a", "told", $"t{i}", $"k{i}");
        }

        var told = (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<string[]>();
        Assert.Equal(8, told.Distinct().Count());
        Assert.Equal(["t0", "t1", "t2", "t3"], told.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public async Task List_ByPrefixAndState_OrderedById()
    {
        await using var host = await Open(Catalog((context, input) => input == 0 ? context.WaitForEvent<int>("never") : Task.FromResult(input)));
        foreach (var (id, input) in new[] { ("b1", 1), ("a2", 0), ("a1", 1), ("a10", 1) })
        {
            await host.Workflows.Start(id, "main", input);
            if (input != 0)
            {
                await host.Workflows.WaitForCompletion(id).Guarded();
            }
        }

        Assert.Equal(["a1", "a10", "a2", "b1"], (await host.Workflows.List(new WorkflowQuery()).ToArrayAsync()).Select(status => status.Id));
        Assert.Equal(["a1", "a10"], (await host.Workflows.List(new WorkflowQuery("a", WorkflowState.Completed)).ToArrayAsync()).Select(status => status.Id));
    }
}
