using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

public abstract partial class WorkflowsContract
{
    [Fact]
    public async Task CreateTimer_TimePasses_Fires()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            var before = context.Now;
            context.SetStatus("waiting");
            await context.CreateTimer(Span);
            return context.Now - before >= Span ? 1 : 0;
        }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        Assert.Equal(WorkflowState.Running, (await host.Workflows.GetStatus("a"))!.State);
        host.Advance(Span);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CreateTimer_HostWasDown_FiresAfterTheStart()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            await context.CreateTimer(Span);
            return input;
        }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        await host.Restart();
        host.Advance(2 * Span);
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CreateTimer_Cancelled_EndsTheWait()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(Span, cancel.Token);
            var answer = context.CallActivity<int, int>("same", input);
            if (await Task.WhenAny(timer, answer) == answer)
            {
                cancel.Cancel();
            }

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
            return await answer;
        }).AddActivity("same", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(value)));
        await host.Workflows.Start("a", "main", 5);
        Assert.Equal(5, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task RaiseEvent_WhileWaiting_Arrives()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            return input + await context.WaitForEvent<int>("more");
        }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        Assert.Equal(RaiseResult.Accepted, await host.Workflows.RaiseEvent("a", "more", 10, "k1"));
        Assert.Equal(11, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        Assert.Equal(RaiseResult.TooLate, await host.Workflows.RaiseEvent("a", "more", 10, "k2"));
        Assert.Equal(RaiseResult.UnknownInstance, await host.Workflows.RaiseEvent("b", "more", 10, "k1"));
    }

    [Fact]
    public async Task RaiseEvent_EarlyRepeatedAndOfOtherNames_EachSeenOnceInOrder()
    {
        var catalog = new WorkflowCatalog()
            .AddWorkflow("main", async (IWorkflowContext context, int n) =>
            {
                await context.WaitForEvent<Nothing>("go");
                var seen = new List<int>();
                for (var i = 0; i < n; i++)
                {
                    seen.Add(await context.WaitForEvent<int>("number"));
                }

                return seen;
            });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 20);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(RaiseResult.Accepted, await host.Workflows.RaiseEvent("a", "number", i, $"k{i}"));
            await host.Workflows.RaiseEvent("a", "number", i, $"k{i}");
            if (i == 10)
            {
                await host.Restart();
                await host.Workflows.RaiseEvent("a", "number", i, $"k{i}");
            }
        }

        await host.Workflows.RaiseEvent("a", "go", default(Nothing), "go");
        Assert.Equal(Enumerable.Range(0, 20), (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int[]>());
    }

    [Fact]
    public async Task WaitForEvent_Timeout_ThrowsAndKeepsTheLateEvent()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForEvent<int>("number", Span));
            context.SetStatus("late");
            return await context.WaitForEvent<int>("number", Span);
        }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        host.Advance(Span);
        await Reaches(host, "a", "late");
        await host.Workflows.RaiseEvent("a", "number", 9, "k");
        Assert.Equal(9, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task TryWaitForEvent_Either_IsAValue()
    {
        await using var host = await Open(Catalog(async (context, input) =>
        {
            context.SetStatus("waiting");
            var arrived = await context.TryWaitForEvent<int>("number", Span);
            var timedOut = await context.TryWaitForEvent<int>("number", TimeSpan.Zero);
            return arrived is { Arrived: true, Payload: 3 } && !timedOut.Arrived ? 1 : 0;
        }));
        await host.Workflows.Start("a", "main", 1);
        await Reaches(host, "a", "waiting");
        await host.Workflows.RaiseEvent("a", "number", 3, "k");
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task WaitForEvent_PayloadOfOtherShape_FailsTheWaitNotTheHost()
    {
        await using var host = await Open(Catalog((context, _) => context.WaitForEvent<int>("number")));
        await host.Workflows.Start("a", "main", 1);
        await host.Workflows.RaiseEvent("a", "number", "three", "k");
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains("number", status.Error, StringComparison.Ordinal);
    }

    /// <summary>Waits until the instance shows a custom status.</summary>
    private protected static async Task Reaches(IWorkflowsHost host, string id, string custom)
    {
        async Task Poll()
        {
            while ((await host.Workflows.GetStatus(id))?.ReadCustomStatus<string>() != custom)
            {
                await Task.Yield();
            }
        }

        await Task.Run(Poll).Guarded();
    }
}
