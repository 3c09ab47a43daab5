namespace Render.Scheduling.Simulation.Engine;

/// <summary>A clock that stands until it is set.</summary>
internal sealed class VirtualClock(DateTimeOffset begin) : TimeProvider
{
    /// <summary>Milliseconds since the beginning.</summary>
    public long Millis { get; set; }

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Millis;

    public override DateTimeOffset GetUtcNow() => begin.AddMilliseconds(Millis);
}
