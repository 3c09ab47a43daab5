using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

public abstract partial class WorkflowsContract
{
    private static WorkflowCatalog Family(Func<IWorkflowContext, int, Task<int>> main, Func<IWorkflowContext, int, Task<int>> child) =>
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
    public async Task Cancel_Child_ThrowsIntoTheParent()
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
}
