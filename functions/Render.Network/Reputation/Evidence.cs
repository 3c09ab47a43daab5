namespace Render.Network.Reputation;

/// <summary>
/// What is known of a node, weighted by age: each piece counts half after a half-life, so both amounts shrink together and a node is always
/// judged by what it did lately. Values of the same instant may be added in any order.
/// </summary>
/// <param name="Good">Decayed number of accepted tasks and good audits, 0 or more.</param>
/// <param name="Bad">Decayed weight of faults, 0 or more; see <see cref="Penalty.WeightMilli"/>.</param>
/// <param name="TimeUnixMs">The instant the two hold for.</param>
public readonly record struct Evidence(double Good, double Bad, long TimeUnixMs)
{
    private const double DayMs = 24 * 3600 * 1000.0;

    /// <summary>The evidence at a later instant; an earlier one changes nothing, so that a clock set back brings nothing back.</summary>
    /// <param name="timeUnixMs">The instant, in milliseconds since 1970 UTC.</param>
    /// <param name="halfLifeDays">After so many days evidence counts half, above 0.</param>
    public Evidence At(long timeUnixMs, int halfLifeDays)
    {
        if (timeUnixMs <= TimeUnixMs) return this;
        var factor = HalfLife.Factor((timeUnixMs - TimeUnixMs) / (DayMs * halfLifeDays));
        return new Evidence(Good * factor, Bad * factor, timeUnixMs);
    }

    /// <summary>The evidence with an accepted task or good audit more.</summary>
    public Evidence WithSuccess(long timeUnixMs, int halfLifeDays)
    {
        var now = At(timeUnixMs, halfLifeDays);
        return now with { Good = now.Good + 1 };
    }

    /// <summary>The evidence with a fault more, by the penalty table.</summary>
    public Evidence WithFault(Penalty penalty, long timeUnixMs, int halfLifeDays)
    {
        var now = At(timeUnixMs, halfLifeDays);
        return now with { Bad = now.Bad + penalty.WeightMilli / 1000.0 };
    }
}
