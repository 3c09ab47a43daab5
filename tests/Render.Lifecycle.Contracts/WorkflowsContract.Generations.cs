using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>A workflow continues as new: what is dropped, and what goes along.</summary>
public abstract partial class WorkflowsContract
{
    [Fact]
    public async Task ContinueAsNew_ManyTimes_LeavesNoMoreThanOneGeneration()
    {
        var generations = 5 * Many;
        await using var host = await Open(Catalog(async (context, generation) =>
        {
            var next = await context.CallActivity<int, int>("next", generation);
            if (next == generations)
            {
                context.SetStatus("waiting");
                await context.WaitForEvent<int>("end");
                return next;
            }

            context.ContinueAsNew(next);
            return 0;
        }).AddActivity("next", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value + 1)));
        await host.Workflows.Start("a", "main", 0);
        await Reaches(host, "a", "waiting");
        Assert.InRange(await host.StoredHistory("a"), 0, 10);
        await host.Restart();
        await host.Workflows.RaiseEvent("a", "end", 1, "k");
        Assert.Equal(generations, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WithSubWorkflows_KeepsNoneOfTheirEnds()
    {
        await using var host = await Open(Family(
            async (context, generation) =>
            {
                var next = await context.CallSubWorkflow<int, int>("child", generation);
                if (next < 30)
                {
                    context.ContinueAsNew(next);
                    return 0;
                }

                context.SetStatus("waiting");
                return await context.WaitForEvent<int>("end");
            },
            (_, value) => Task.FromResult(value + 1)));
        await host.Workflows.Start("a", "main", 0);
        await Reaches(host, "a", "waiting");
        Assert.InRange(await host.StoredHistory("a"), 0, 10);
    }

    [Fact]
    public async Task ContinueAsNew_EventsOverGenerations_AreSeenOnceAndStayInOrder()
    {
        const int Events = 60;
        await using var host = await Open(new WorkflowCatalog().AddWorkflow("main", async (IWorkflowContext context, List<int> seen) =>
        {
            // Three a generation, so that some are always left over for the next.
            for (var i = 0; i < 3; i++)
            {
                seen.Add(await context.WaitForEvent<int>("number"));
            }

            if (seen.Count < Events)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        }));
        await host.Workflows.Start("a", "main", new List<int>());
        for (var i = 0; i < Events; i++)
        {
            Assert.Equal(RaiseResult.Accepted, await host.Workflows.RaiseEvent("a", "number", i, $"k{i}"));
            if (i % 17 == 16)
            {
                await host.Restart();
            }
        }

        var numbers = (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int[]>()!;
        Assert.Equal(Enumerable.Range(0, Events), KeepsOrderOverGenerations ? numbers : numbers.Order());
    }

    [Fact]
    public async Task ContinueAsNew_EventOfAnEarlierGeneration_StaysADuplicate()
    {
        await using var host = await Open(Catalog(async (context, total) =>
        {
            context.SetStatus($"total {total}");
            total += await context.WaitForEvent<int>("number");
            if (total < 111)
            {
                context.ContinueAsNew(total);
            }

            return total;
        }));
        await host.Workflows.Start("a", "main", 0);
        await host.Workflows.RaiseEvent("a", "number", 1, "one");
        await Reaches(host, "a", "total 1");
        Assert.Equal(Repeated, await host.Workflows.RaiseEvent("a", "number", 1, "one"));
        await host.Restart();
        Assert.Equal(Repeated, await host.Workflows.RaiseEvent("a", "number", 1, "one"));
        await host.Workflows.RaiseEvent("a", "number", 10, "ten");
        await Reaches(host, "a", "total 11");
        Assert.Equal(Repeated, await host.Workflows.RaiseEvent("a", "number", 1, "one"));
        Assert.Equal(Repeated, await host.Workflows.RaiseEvent("a", "number", 10, "ten"));
        await host.Workflows.RaiseEvent("a", "number", 100, "hundred");
        Assert.Equal(111, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task ContinueAsNew_OutstandingTimerAndWait_AreDropped()
    {
        await using var host = await Open(Catalog(async (context, generation) =>
        {
            if (generation == 0)
            {
                // Neither is awaited: the timer would be the next generation's first call, and the wait would take its event.
                _ = context.CreateTimer(Span);
                _ = context.WaitForEvent<int>("number");
                await context.CallActivity<int, int>("same", 0);
                context.ContinueAsNew(1);
                return 0;
            }

            context.SetStatus("waiting");
            var timer = context.CreateTimer(2 * Span);
            var number = context.WaitForEvent<int>("number");
            await timer;
            return await number;
        }).AddActivity("same", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value)));
        await host.Workflows.Start("a", "main", 0);
        await Reaches(host, "a", "waiting");
        await host.Workflows.RaiseEvent("a", "number", 5, "k");
        host.Advance(Span);
        await host.Restart();
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        host.Advance(Span);
        Assert.Equal(5, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task ContinueAsNew_CustomStatus_Stays()
    {
        await using var host = await Open(Catalog(async (context, generation) =>
        {
            if (generation == 0)
            {
                context.SetStatus("set by the first");
                context.ContinueAsNew(1);
                return 0;
            }

            await context.CallActivity<int, int>("same", generation);
            return await context.WaitForEvent<int>("end");
        }).AddActivity("same", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value)));
        await host.Workflows.Start("a", "main", 0);
        await Reaches(host, "a", "set by the first");
        await host.Restart();
        await host.Workflows.RaiseEvent("a", "end", 3, "k");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal((3, "set by the first"), (status.ReadOutput<int>(), status.ReadCustomStatus<string>()));
    }

    [Fact]
    public async Task SetStatus_Null_TakesTheStatusAway()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            await context.WaitForEvent<int>("end");
            context.SetStatus(null);
            return input;
        }));
        await host.Workflows.Start("a", "main", 3);
        await Reaches(host, "a", "waiting");
        await host.Workflows.RaiseEvent("a", "end", 1, "k");
        Assert.Null((await host.Workflows.WaitForCompletion("a").Guarded()).CustomStatus);
    }

    [Fact]
    public async Task ContinueAsNew_InSubWorkflow_EndsOnceForItsParent()
    {
        await using var host = await Open(Family(
            async (context, input) =>
            {
                var first = await context.CallSubWorkflow<int, int>("child", input, "kid");
                return (100 * first) + await context.CallSubWorkflow<int, int>("child", input + 1, "other");
            },
            async (context, left) =>
            {
                left = await context.CallActivity<int, int>("less", left);
                if (left > 0)
                {
                    context.ContinueAsNew(left);
                    return -1;
                }

                return 7;
            })
            .AddActivity("less", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value - 1)));
        await host.Workflows.Start("a", "main", 5);
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(707, status.ReadOutput<int>());
        Assert.Equal(("a", WorkflowState.Completed), ((await host.Workflows.GetStatus("kid"))!.ParentId, (await host.Workflows.GetStatus("kid"))!.State));
    }

    [Fact]
    public async Task ContinueAsNew_IdsAndDefaultSubWorkflowIds_DifferByGeneration()
    {
        await using var host = await Open(new WorkflowCatalog()
            .AddWorkflow("main", async (IWorkflowContext context, List<string> seen) =>
            {
                seen.Add(context.NewGuid().ToString());
                seen.Add(await context.CallSubWorkflow<int, string>("child", 1));
                if (seen.Count < 6)
                {
                    context.ContinueAsNew(seen);
                }

                return seen;
            })
            .AddWorkflow("child", (IWorkflowContext context, int _) => Task.FromResult(context.InstanceId)));
        await host.Workflows.Start("a", "main", new List<string>());
        Assert.Equal(6, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<string[]>().Distinct().Count());
    }
}
