using Microsoft.Extensions.Time.Testing;

namespace Render.Local.Tests.Durable;

/// <summary>A clock that can be set like a wall clock: timestamps and timers go on as if nothing had happened.</summary>
public sealed class ShiftedClock(FakeTimeProvider time) : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
