using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Contracts;

/// <summary>What every <see cref="ITaskQueue"/> does.</summary>
public abstract class TaskQueueContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    /// <summary>An empty queue.</summary>
    protected abstract ITaskQueue Queue { get; }

    /// <summary>Moves the queue's clock on.</summary>
    protected abstract void Advance(TimeSpan span);

    [Fact]
    public async Task Wait_EnqueuedBefore_Wakes()
    {
        await Queue.Enqueue("p");
        Assert.True(await Queue.Wait("p", Long));
    }

    [Fact]
    public async Task Wait_EnqueuedLater_Wakes()
    {
        var waiting = Queue.Wait("p", Long);
        Assert.False(waiting.IsCompleted);
        await Queue.Enqueue("p");
        Assert.True(await waiting.Guarded());
    }

    [Fact]
    public async Task Wait_NobodyEnqueues_FalseAfterTimeout()
    {
        var waiting = Queue.Wait("p", Long);
        Advance(Long);
        Assert.False(await waiting.Guarded());
        Assert.False(await Queue.Wait("p", TimeSpan.Zero));
    }

    [Fact]
    public async Task Enqueue_Several_WakesAsMany()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => Queue.Wait("p", Long)).ToArray();
        await Queue.Enqueue("p", 2);
        Assert.True(await waiting[0].Guarded());
        Assert.True(await waiting[1].Guarded());
        Assert.False(waiting[2].IsCompleted);
        await Queue.Enqueue("p");
        Assert.True(await waiting[2].Guarded());
    }

    [Fact]
    public async Task Enqueue_OtherPool_WakesNobody()
    {
        await Queue.Enqueue("q");
        Assert.False(await Queue.Wait("p", TimeSpan.Zero));
    }

    [Fact]
    public async Task Wait_Cancelled_UsesUpNoWakeUp()
    {
        using var cancel = new CancellationTokenSource();
        var first = Queue.Wait("p", Long, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Guarded());
        var second = Queue.Wait("p", Long);
        await Queue.Enqueue("p");
        Assert.True(await second.Guarded());
    }
}
