using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>When work will be done by nodes that each take the next task as soon as they are free.</summary>
/// <param name="LikelyMillis">Halfway between the bounds, for the likely work.</param>
/// <param name="CautiousMillis">The upper bound, for the cautious work.</param>
public sealed record CompletionEstimate(long LikelyMillis, long CautiousMillis)
{
    /// <summary>
    /// List scheduling (Graham 1969) on machines of different speed: no node idles before the last task starts, so it starts by (W − w)/S and
    /// ends at most w/s later on the slowest node; and nothing ends before W/S. Rounded up to milliseconds.
    /// </summary>
    /// <param name="likely">Work, exceeded with probability ½.</param>
    /// <param name="cautious">Work, exceeded with probability 0.1.</param>
    /// <param name="largestTask">Work of the largest task.</param>
    /// <param name="speedsMilli">Speeds of the nodes, in thousandths of a work unit per second; only those above 0 count.</param>
    /// <returns>Null where no node has speed.</returns>
    public static CompletionEstimate? Of(WorkUnits likely, WorkUnits cautious, WorkUnits largestTask, IEnumerable<long> speedsMilli)
    {
        var (all, slowest) = (0L, long.MaxValue);
        foreach (var speed in speedsMilli.Where(speed => speed > 0))
        {
            all = checked(all + speed);
            slowest = Math.Min(slowest, speed);
        }

        if (all == 0)
            return null;
        var half = (Lower(likely, all) + Upper(likely, largestTask, all, slowest) + 1) / 2;
        return new CompletionEstimate(half, Math.Max(half, Upper(cautious, largestTask, all, slowest)));
    }

    // Millionths of a unit over thousandths of a unit a second are milliseconds.
    private static long Lower(WorkUnits work, long speed) => Ratio(work.Micros, speed);

    private static long Upper(WorkUnits work, WorkUnits task, long all, long slowest)
    {
        var last = Math.Min(task.Micros, work.Micros);
        return checked(Ratio(work.Micros - last, all) + Ratio(last, slowest));
    }

    private static long Ratio(long work, long speed) => (long)(((UInt128)work + (ulong)speed - 1) / (ulong)speed);
}
