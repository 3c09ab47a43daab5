namespace Render.Network.Scheduling;

/// <summary>When a job's work must be accepted, and what that takes.</summary>
/// <param name="AtMillis">Its deadline on the scheduler's monotonic clock, milliseconds.</param>
/// <param name="NeededSpeedMilli">Speed that finishes what is left in time, thousandths of a work unit a second; 0 where no speed of this network does.</param>
public readonly record struct Due(long AtMillis, long NeededSpeedMilli)
{
    /// <summary>What is needed beyond the plain quotient, millionths: leases are lost, and the last tasks do not end at once.</summary>
    private const int ReservePpm = 250_000;

    /// <summary>What a job needs to be done in time.</summary>
    /// <param name="leftMicros">Work not yet accepted, millionths of a work unit.</param>
    /// <param name="atMillis">Its deadline.</param>
    /// <param name="nowMillis">Now, on the same clock.</param>
    /// <param name="fleetMilli">Speed of all nodes that take work: a job that needs more is lost, and gets no more than its share.</param>
    public static Due Of(long leftMicros, long atMillis, long nowMillis, long fleetMilli)
    {
        if (atMillis <= nowMillis)
            return new Due(atMillis, 0);
        // Millionths of a unit over milliseconds are thousandths of a unit a second.
        var plain = (UInt128)Math.Max(0, leftMicros) / (ulong)(atMillis - nowMillis);
        return plain > (ulong)Math.Max(0, fleetMilli) ? new Due(atMillis, 0) : new Due(atMillis, (long)(plain * (1_000_000 + ReservePpm) / 1_000_000) + 1);
    }
}
