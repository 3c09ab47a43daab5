using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <remarks>How long leases may last, and what those who let one run out get for a while. In memory only: a restart forgives, and gives every lease its whole time again.</remarks>
internal sealed partial class TaskBoard
{
    /// <summary>The longest that a node may hold a lease of a task, an audit's too; reckoned once, when all that a claim gave is there. See <see cref="LeaseLimit"/>.</summary>
    public TimeSpan LimitOf(BoardNode node, BoardTask task, LeaseId lease)
    {
        lock (gate)
            return task.Record.Duplicate?.Id == lease ? task.DuplicateLimit ??= Limit(node, task) : task.Limit ??= Limit(node, task);
    }

    /// <summary>Notes that a lease ran out. For as long as it could have lasted, its node gets nothing of that job that another could do.</summary>
    /// <param name="node">Whose lease.</param>
    /// <param name="task">What it was of.</param>
    /// <param name="limit">How long it could have lasted.</param>
    public void Lapsed(NodeId node, BoardTask task, TimeSpan limit)
    {
        lock (gate)
            task.Job.Lapsed[node] = NowMillis + (long)limit.TotalMilliseconds;
    }

    /// <summary>Whether a node that let a lease of a job run out is passed over: while a node that lives and did not could have the work.</summary>
    private bool IsPassedOver(BoardJob job, BoardNode node)
    {
        if (!HasLapsed(job, node.Id))
            return false;
        // Those seen last come first, so no more are looked at than have let one run out.
        for (var place = awake.Last; place is not null && IsAlive(place.Value); place = place.Previous)
            if (!HasLapsed(job, place.Value.Id))
                return true;
        return false;
    }

    private bool HasLapsed(BoardJob job, NodeId node)
    {
        if (!job.Lapsed.TryGetValue(node, out var until))
            return false;
        if (until > NowMillis)
            return true;
        job.Lapsed.Remove(node);
        return false;
    }

    private TimeSpan Limit(BoardNode node, BoardTask task)
    {
        var renders = node.Renders.Values.Where(held => held.Record.Commitment is null).Select(held => held.Record.Work.Micros);
        var audits = node.Audits.Values.Where(held => held.AuditTaken).Sum(AuditWork);
        var speed = Math.Max(1, Math.Min(node.BenchmarkSpeedMilli, node.SpeedMilli));
        // Receipts wait for audits, so they come first: behind the task that is under way, and not behind all that waits.
        return task.Record.State == TaskState.Auditing
            ? LeaseLimit.OfAudit(new WorkUnits(audits + renders.DefaultIfEmpty().Max()), speed, task.Job.PackageBytes, task.Job.Leases, options.MaxTaskTime)
            : LeaseLimit.Of(new WorkUnits(audits + renders.Sum()), speed, task.Job.PackageBytes, task.Record.Tried.Count, task.Job.Leases, options.MaxTaskTime);
    }

    /// <summary>Work of an audit: that of its blocks' share of the task.</summary>
    private static long AuditWork(BoardTask task) =>
        task.Record is { Audit: { } audit, Work: var work } ? (long)((Int128)work.Micros * audit.Blocks.Count / task.Id.Region.Blocks) : 0;
}
