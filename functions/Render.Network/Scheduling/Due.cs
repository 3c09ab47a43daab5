namespace Render.Network.Scheduling;

/// <summary>By when a job should be done, and what that takes.</summary>
/// <param name="AtMillis">The time on the scheduler's monotonic clock, milliseconds.</param>
/// <param name="NeededSpeedMilli">Speed that finishes what is left in time, thousandths of a work unit a second; 0 where no speed of this network does.</param>
/// <param name="IsFirm">Whether it is the creator's deadline, after which nothing is accepted; else it is the network's own end.</param>
public readonly record struct Due(long AtMillis, long NeededSpeedMilli, bool IsFirm)
{
    /// <summary>What is needed beyond the plain quotient, millionths: leases are lost, and the last tasks do not end at once.</summary>
    private const int ReservePpm = 250_000;

    /// <summary>A job that its nodes alone would need so much of the network's own time for, millionths, is begun with all of them.</summary>
    private const int ScarcePpm = 750_000;

    /// <summary>What a job with a deadline needs to be done in time.</summary>
    /// <param name="leftMicros">Work not yet accepted, millionths of a work unit.</param>
    /// <param name="atMillis">Its deadline.</param>
    /// <param name="nowMillis">Now, on the same clock.</param>
    /// <param name="fleetMilli">Speed of all nodes that take work: a job that needs more is lost, and gets no more than its share.</param>
    public static Due Firm(long leftMicros, long atMillis, long nowMillis, long fleetMilli)
    {
        if (atMillis <= nowMillis)
            return new Due(atMillis, 0, true);
        // Millionths of a unit over milliseconds are thousandths of a unit a second.
        var plain = (UInt128)Math.Max(0, leftMicros) / (ulong)(atMillis - nowMillis);
        return new Due(atMillis, plain > (ulong)Math.Max(0, fleetMilli) ? 0 : WithReserve(plain), true);
    }

    /// <summary>
    /// What a job that few nodes are fit for needs so that the network does not wait for it at its end: left for later, they would work on it alone
    /// while all others idle.
    /// </summary>
    /// <param name="leftMicros">Work not yet accepted, millionths of a work unit.</param>
    /// <param name="fitMilli">Speed of the nodes that are fit for it.</param>
    /// <param name="allMicros">Work of all jobs not yet accepted.</param>
    /// <param name="nowMillis">Now.</param>
    /// <param name="fleetMilli">Speed of all nodes that take work.</param>
    /// <returns>Null for a job that others than its nodes leave time enough for.</returns>
    public static Due? Scarce(long leftMicros, long fitMilli, long allMicros, long nowMillis, long fleetMilli)
    {
        if (fitMilli <= 0 || fleetMilli <= 0 || allMicros <= 0 || fitMilli >= fleetMilli)
            return null;
        // left / fit ≥ share · all / fleet, without dividing.
        if ((UInt128)Math.Max(0, leftMicros) * (ulong)fleetMilli * 1_000_000 < (UInt128)allMicros * (ulong)fitMilli * ScarcePpm)
            return null;
        var end = Math.Max(1, allMicros / fleetMilli);
        return new Due(nowMillis + end, WithReserve((UInt128)Math.Max(0, leftMicros) / (ulong)end), false);
    }

    private static long WithReserve(UInt128 plain) => (long)UInt128.Min(plain * (1_000_000 + ReservePpm) / 1_000_000, long.MaxValue - 1) + 1;
}
