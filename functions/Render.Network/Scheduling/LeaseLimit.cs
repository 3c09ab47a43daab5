using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// The longest that a node may hold a task, however often it says that it lives: a base, some times the run time that is expected of it, and the time to fetch the
/// scene over a slow line.
/// </summary>
/// <remarks>
/// Why no honest node is cut off: it works on what it holds and on nothing else, so it is done after the expected time of all that, times what its speed on this
/// scene lies below the one it is reckoned by. That is the lesser of its benchmark's and of its observed one, and whatever it renders, its pace is within a factor
/// of 16 of its benchmark's; the policy's factor is never below. Loading a scene takes no longer than fetching it. Where a task was expected too light, so that even
/// so a node is cut off, the next has twice as long, and so on up to the most: a task that is possible at all is done.
/// </remarks>
public static class LeaseLimit
{
    /// <summary>Doublings at most.</summary>
    private const int MostDoublings = 8;

    /// <summary>The limit of a task's lease, from its grant.</summary>
    /// <param name="held">Expected work of all that the node holds, this task included.</param>
    /// <param name="speedMilli">The lesser of its benchmarked and observed speed, thousandths of a work unit a second, 1 or more.</param>
    /// <param name="packageBytes">Size of the scene, 0 or more.</param>
    /// <param name="tried">Nodes that had the task before and did not bring it to acceptance.</param>
    /// <param name="policy">The job's policy.</param>
    /// <param name="most">No limit is longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is below 1.</exception>
    public static TimeSpan Of(WorkUnits held, long speedMilli, long packageBytes, int tried, LeasePolicy policy, TimeSpan most)
    {
        var seconds = Seconds(policy.LimitBaseSeconds, held, speedMilli, packageBytes, policy) * (1 << Math.Clamp(tried, 0, MostDoublings));
        return AtMost(seconds, most);
    }

    /// <summary>The limit of an audit, from when it was taken. It has less to begin with: all that follows from the result waits for it, and whoever is drawn is at work.</summary>
    /// <param name="held">Expected work of all audits that the node took, this one included, and of the largest task that it renders.</param>
    /// <param name="speedMilli">The lesser of its benchmarked and observed speed, thousandths of a work unit a second, 1 or more.</param>
    /// <param name="packageBytes">Size of the scene, 0 or more.</param>
    /// <param name="policy">The job's policy.</param>
    /// <param name="most">No limit is longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is below 1.</exception>
    public static TimeSpan OfAudit(WorkUnits held, long speedMilli, long packageBytes, LeasePolicy policy, TimeSpan most) =>
        AtMost(Seconds(policy.AuditSeconds, held, speedMilli, packageBytes, policy), most);

    private static double Seconds(int begin, WorkUnits held, long speedMilli, long packageBytes, LeasePolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speedMilli, 1);
        // Millionths of a unit over thousandths of a unit a second are milliseconds.
        return begin + ((double)policy.LimitFactor * held.Micros / speedMilli / 1_000) + ((double)packageBytes / policy.LimitBytesPerSecond);
    }

    private static TimeSpan AtMost(double seconds, TimeSpan most) => seconds < most.TotalSeconds ? TimeSpan.FromSeconds(seconds) : most;
}
