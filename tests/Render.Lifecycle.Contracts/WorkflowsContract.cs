using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>What every <see cref="IWorkflows"/> and the context it gives do.</summary>
public abstract partial class WorkflowsContract
{
    /// <summary>Starts the adapter on empty data.</summary>
    protected abstract Task<IWorkflowsHost> Open(WorkflowCatalog catalog);

    /// <summary>A wait that nobody would sit out; shorter where the host's clock cannot be moved.</summary>
    protected virtual TimeSpan Span => TimeSpan.FromHours(1);

    /// <summary>What a repeated event is told as; the workflow sees it once either way.</summary>
    protected virtual RaiseResult Repeated => RaiseResult.Duplicate;

    /// <summary>Whether events that come while a generation ends stay before later ones.</summary>
    protected virtual bool KeepsOrderOverGenerations => true;

    /// <summary>How many calls are many; fewer where the host is slow.</summary>
    protected virtual int Many => 200;

    private protected static WorkflowCatalog Catalog(Func<IWorkflowContext, int, Task<int>> run) => new WorkflowCatalog().AddWorkflow("main", run);

    [Fact]
    public async Task Start_Workflow_CompletesWithItsResult()
    {
        await using var host = await Open(Catalog((_, input) => Task.FromResult(input + 1)));
        Assert.True(await host.Workflows.Start("a", "main", 41));
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Completed, status.State);
        Assert.Equal(42, status.ReadOutput<int>());
        Assert.Equal(("a", "main", 41), (status.Id, status.Name, status.Input.GetInt32()));
    }

    [Fact]
    public async Task Start_KnownId_IsOneInstance()
    {
        await using var host = await Open(Catalog((_, input) => Task.FromResult(input)).AddWorkflow("other", (IWorkflowContext _, int input) => Task.FromResult(input)));
        Assert.True(await host.Workflows.Start("a", "main", 1));
        Assert.False(await host.Workflows.Start("a", "main", 2));
        Assert.Equal(1, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        await Assert.ThrowsAsync<WorkflowConflictException>(() => host.Workflows.Start("a", "other", 1));
        await Assert.ThrowsAsync<UnknownNameException>(() => host.Workflows.Start("b", "unknown", 1));
        Assert.Null(await host.Workflows.GetStatus("b"));
    }

    [Fact]
    public async Task Workflow_Throws_FailsWithTheReason()
    {
        await using var host = await Open(Catalog((_, _) => throw new InvalidOperationException("no paper left")));
        await host.Workflows.Start("a", "main", 1);
        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Failed, status.State);
        Assert.Contains("no paper left", status.Error, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => status.ReadOutput<int>());
    }

    [Fact]
    public async Task CallActivity_Sequence_PassesValuesAlong()
    {
        var catalog = Catalog(async (context, input) =>
        {
            var value = input;
            for (var i = 0; i < 5; i++)
            {
                value = await context.CallActivity<int, int>("double", value);
            }

            return value;
        }).AddActivity("double", (ActivityContext _, int value, CancellationToken _) => Task.FromResult(2 * value));
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 3);
        Assert.Equal(96, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task CallActivity_FanOut_KeepsTheOrderOfCalls()
    {
        var catalog = new WorkflowCatalog()
            .AddWorkflow("main", async (IWorkflowContext context, int n) =>
                await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivity<int, string>("name", i))))
            .AddActivity("name", async (ActivityContext context, int value, CancellationToken _) =>
            {
                await Task.Yield();
                return $"{value}/{context.SequenceId}/{context.Attempt}";
            });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", Many);
        var names = (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<string[]>();
        Assert.Equal(Enumerable.Range(0, Many).Select(i => $"{i}/{i + 1}/1"), names);
    }

    [Fact]
    public async Task CallActivity_FailsWithoutPolicy_ThrowsIntoTheWorkflow()
    {
        var catalog = new WorkflowCatalog()
            .AddWorkflow("main", async (IWorkflowContext context, int input) =>
            {
                try
                {
                    return await context.CallActivity<int, string>("fail", input);
                }
                catch (ActivityFailedException error) when (error.Is<InvalidDataException>())
                {
                    return $"{error.Activity}: {error.Error}";
                }
            })
            .AddActivity("fail", (ActivityContext _, int value, CancellationToken _) => Task.FromException<string>(new InvalidDataException($"bad {value}")));
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 7);
        Assert.Equal("fail: bad 7", (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<string>());
    }

    [Fact]
    public async Task CallActivity_PermanentFailure_IsNotTriedAgain()
    {
        var attempts = 0;
        var catalog = Catalog((context, input) => context.CallActivity<int, int>("fail", input, new RetryPolicy(5, TimeSpan.Zero)))
            .AddActivity("fail", (ActivityContext _, int _, CancellationToken _) =>
            {
                Interlocked.Increment(ref attempts);
                return Task.FromException<int>(new PermanentFailureException("never"));
            });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 1);
        Assert.Equal(WorkflowState.Failed, (await host.Workflows.WaitForCompletion("a").Guarded()).State);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task CallActivity_Retries_WaitAsThePolicySays()
    {
        using var failed = new SemaphoreSlim(0);
        var catalog = Catalog((context, input) => context.CallActivity<int, int>("fail", input, new RetryPolicy(3, Span / 60)))
            .AddActivity("fail", (ActivityContext context, int _, CancellationToken _) =>
            {
                failed.Release();
                return context.Attempt < 3 ? Task.FromException<int>(new IOException("not yet")) : Task.FromResult(context.Attempt);
            });
        await using var host = await Open(catalog);
        await host.Workflows.Start("a", "main", 1);
        await failed.WaitAsync().Guarded();
        await AdvanceUntil(host, failed.WaitAsync(), Span / 60);
        // A host that stops before a failure is on disk makes the same attempt again.
        await host.Restart();
        var completed = host.Workflows.WaitForCompletion("a");
        await AdvanceUntil(host, completed, Span / 30);
        Assert.Equal(3, (await completed).ReadOutput<int>());
    }

    /// <summary>An attempt's failure may still be on its way to the disk when the clock moves; so the clock moves until what is awaited comes.</summary>
    private static async Task AdvanceUntil(IWorkflowsHost host, Task awaited, TimeSpan step)
    {
        var limit = Task.Delay(TimeSpan.FromMinutes(1));
        while (await Task.WhenAny(awaited, limit, Task.Delay(20)) != awaited)
        {
            Assert.False(limit.IsCompleted, "what was awaited did not come within a minute");
            host.Advance(step);
        }
    }
}
