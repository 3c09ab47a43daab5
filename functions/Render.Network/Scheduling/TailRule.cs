using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// Whether a node should begin a task of a job that nears its end. Late binding alone lets a slow node take one of the last tasks, and
/// everybody waits for it; a task that others would end sooner is left to them, for a while.
/// </summary>
/// <remarks>
/// The nodes at work bring W units of open tasks to their end in W/Σs, and, since each ends at some moment within a task and not with the
/// others, in n·w/2Σs more (each of n nodes wastes half a task of w units on average); sooner where other jobs end before and leave it their
/// nodes, as the network as a whole will be done. Who would take longer leaves the task, unless it is
/// as fast as the work goes at present, Σs²/Σs: somebody must take the last ones. Where nobody is at work, the fleet stands for them. Those
/// faster ones may be unfit, or busy: who has waited in vain for as long as they would have saved begins all the same, so that waiting costs
/// no more than it could have brought (the argument of ski rental, Karlin et al. 1988).
/// </remarks>
public static class TailRule
{
    private const int Whole = 4;

    /// <summary>Tasks of one size do not take one time: a quarter is left for that, since being late costs all nodes and being early one.</summary>
    private const int Margin = 1;

    /// <summary>Decides.</summary>
    /// <param name="job">The job.</param>
    /// <param name="speedMilli">The node's speed, thousandths of a work unit a second.</param>
    /// <param name="nowMillis">Now, on the clock of <see cref="Due.AtMillis"/>.</param>
    /// <param name="fetchMillis">What it would have to fetch first. It counts where others are at work, who have fetched already; while nobody is, somebody must.</param>
    public static TailDecision Decide(JobCandidate job, long speedMilli, long nowMillis, long fetchMillis = 0)
    {
        var fetch = job.Attached.Nodes > 0 ? fetchMillis : 0;
        var whole = Decide(job, job.TaskWork, speedMilli, nowMillis, fetch);
        // Who is too slow for a whole task may be in time with one of the last, smaller ones.
        return whole.Take || job.LastTaskWork is not { } last || last.Micros >= job.TaskWork.Micros
            ? whole
            : Decide(job, last, speedMilli, nowMillis, fetch) with { Small = true };
    }

    private static TailDecision Decide(JobCandidate job, WorkUnits work, long speedMilli, long nowMillis, long fetchMillis)
    {
        var (task, last) = (Micros(work), Micros(job.LastTaskWork ?? job.TaskWork));
        var own = Math.Min(Millis(task, speedMilli), long.MaxValue / 2) + fetchMillis;
        if (job.Due is { IsFirm: true } due && own > due.AtMillis - nowMillis)
            // What comes after the deadline is not accepted, so nobody would be paid for it.
            return new TailDecision(false, own, Math.Max(0, due.AtMillis - nowMillis));
        var others = job.Attached is { Nodes: > 0, SpeedMilli: > 0 } ? job.Attached : job.Fleet;
        if (others.Nodes <= 0 || others.SpeedMilli <= 0)
            return new TailDecision(true, own, long.MaxValue);
        var end = Math.Max(
            Math.Min(Millis(Micros(job.OpenWork) + Tail(last, others), others.SpeedMilli), Soonest(job, last)) / (Whole + Margin) * Whole,
            Millis(task, others.PaceMilli));
        var waited = Math.Max(0, nowMillis - job.ServedMillis);
        return new TailDecision(own <= end || own - end <= waited, own, end);
    }

    private static UInt128 Micros(WorkUnits work) => (UInt128)Math.Max(0, work.Micros);

    private static long Soonest(JobCandidate job, UInt128 task)
    {
        if (job.SoonestMillis is not { } soonest)
            return long.MaxValue;
        var tail = Millis(Tail(task, job.Fleet), job.Fleet.SpeedMilli);
        return soonest > long.MaxValue - tail ? long.MaxValue : soonest + tail;
    }

    private static UInt128 Tail(UInt128 task, Workforce nodes) => task * (uint)Math.Max(0, nodes.Nodes) / 2;

    // Millionths of a unit over thousandths of a unit a second are milliseconds; a node without speed never ends.
    private static long Millis(UInt128 work, long speed) =>
        speed <= 0 ? long.MaxValue : (long)UInt128.Min((work + (ulong)speed - 1) / (ulong)speed, (UInt128)long.MaxValue);
}

/// <summary>Whether a node should begin a task.</summary>
/// <param name="Take">Whether it should.</param>
/// <param name="OwnMillis">Time that it would need.</param>
/// <param name="OthersMillis">Time in which the others end the job, or until its deadline.</param>
/// <param name="Small">Whether that is about the job's last, smaller tasks only: for a whole one it is too slow.</param>
public readonly record struct TailDecision(bool Take, long OwnMillis, long OthersMillis, bool Small = false);
