using Microsoft.Extensions.Time.Testing;

namespace Render.Lifecycle.Contracts;

/// <summary>A clock that can be set like a wall clock: timestamps and timers go on as if nothing had happened.</summary>
/// <param name="time">Tells how time really goes.</param>
public sealed class ShiftedClock(FakeTimeProvider time) : TimeProvider
{
    /// <summary>How far the date is off.</summary>
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Lets time really pass.</summary>
    public void Advance(TimeSpan span) => time.Advance(span);
}
