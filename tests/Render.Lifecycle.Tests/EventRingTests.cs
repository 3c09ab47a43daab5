using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Events;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class EventRingTests
{
    private static readonly JobId One = JobId.Parse("job-1");
    private static readonly JobId Two = JobId.Parse("job-2");

    [Fact]
    public async Task Watch_FromZero_GivesWhatIsHeldThenWhatComes()
    {
        var ring = new EventRing(new FakeTimeProvider());
        ring.Publish(new FrameFinished(One, 0));
        await using var watcher = ring.WatchAsync(0, null, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await watcher.MoveNextAsync());
        var coming = watcher.MoveNextAsync();
        ring.Publish(new FrameFinished(One, 1));

        Assert.True(await coming);
        Assert.Equal(2, watcher.Current.Sequence);
    }

    [Fact]
    public async Task Watch_OneJob_LeavesOthersOut()
    {
        var ring = new EventRing(new FakeTimeProvider());
        ring.Publish(new FrameFinished(One, 0));
        ring.Publish(new FrameFinished(Two, 0));
        await using var watcher = ring.WatchAsync(0, Two, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await watcher.MoveNextAsync());

        Assert.Equal(Two, watcher.Current.AboutJob);
    }

    [Fact]
    public async Task Watch_FellBehind_MissesTheOldestOnly()
    {
        var ring = new EventRing(new FakeTimeProvider(), capacity: 4);
        for (var i = 0; i < 10; i++)
            ring.Publish(new FrameFinished(One, i));
        await using var watcher = ring.WatchAsync(2, null, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await watcher.MoveNextAsync());

        Assert.Equal(7, watcher.Current.Sequence);
    }

    [Fact]
    public async Task Watch_Cancelled_EndsWithoutAnException()
    {
        var ring = new EventRing(new FakeTimeProvider());
        using var stop = new CancellationTokenSource();
        await using var watcher = ring.WatchAsync(0, null, stop.Token).GetAsyncEnumerator();
        var coming = watcher.MoveNextAsync();

        await stop.CancelAsync();

        Assert.False(await coming);
    }
}
