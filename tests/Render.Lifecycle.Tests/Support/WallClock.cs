using Microsoft.Extensions.Time.Testing;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A clock whose date can be set wrong while time itself runs on: timers and timestamps are the inner clock's.</summary>
internal sealed class WallClock(FakeTimeProvider inner) : TimeProvider
{
    /// <summary>How far the date is off.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan span) => inner.Advance(span);
}
