using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// Whether a node should begin a task of a job that nears its end. Late binding alone lets a slow node take one of the last tasks, and
/// everybody waits for it; a task that others would end sooner is left to them.
/// </summary>
/// <remarks>
/// The nodes at work bring W units of open tasks to their end in W/Σs, and, since each ends at some moment within a task and not with the
/// others, in n·w/2Σs more (each of n nodes wastes half a task of w units on average). Who would take longer leaves the task, unless it is
/// as fast as the work goes at present, Σs²/Σs: somebody must take the last ones. Where nobody is at work, everybody may begin.
/// </remarks>
public static class TailRule
{
    /// <summary>Decides.</summary>
    /// <param name="job">The job.</param>
    /// <param name="speedMilli">The node's speed, thousandths of a work unit a second.</param>
    /// <param name="nowMillis">Now, on the clock of <see cref="Due.AtMillis"/>.</param>
    public static TailDecision Decide(JobCandidate job, long speedMilli, long nowMillis)
    {
        var own = Millis((UInt128)Math.Max(0, job.TaskWork.Micros), speedMilli);
        if (job.Due is { } due && own > due.AtMillis - nowMillis)
            // What comes after the deadline is not accepted, so nobody would be paid for it.
            return new TailDecision(false, own, Math.Max(0, due.AtMillis - nowMillis));
        var attached = job.Attached;
        if (attached.Nodes <= 0 || attached.SpeedMilli <= 0)
            return new TailDecision(true, own, long.MaxValue);
        var tail = ((UInt128)Math.Max(0, job.TaskWork.Micros) * (uint)attached.Nodes) / 2;
        var others = Math.Max(
            Millis((UInt128)Math.Max(0, job.OpenWork.Micros) + tail, attached.SpeedMilli),
            Millis((UInt128)Math.Max(0, job.TaskWork.Micros), attached.PaceMilli));
        return new TailDecision(own <= others, own, others);
    }

    // Millionths of a unit over thousandths of a unit a second are milliseconds; a node without speed never ends.
    private static long Millis(UInt128 work, long speed) =>
        speed <= 0 ? long.MaxValue : (long)UInt128.Min((work + (ulong)speed - 1) / (ulong)speed, (UInt128)long.MaxValue);
}

/// <summary>Whether a node should begin a task.</summary>
/// <param name="Take">Whether it should.</param>
/// <param name="OwnMillis">Time that it would need.</param>
/// <param name="OthersMillis">Time in which the others end the job, or until its deadline.</param>
public readonly record struct TailDecision(bool Take, long OwnMillis, long OthersMillis);
