using System.Collections.Immutable;
using Render.Lifecycle.Jobs;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Held tasks looked at for each idle node: those furthest from their end.</summary>
    private const int MostLaggards = 32;

    /// <summary>
    /// A task that somebody holds and that an idle node would have done so much sooner that it is worth rendering again; see
    /// <see cref="StragglerRule"/>. Who holds a job's tasks is looked through four times a second at most, however many nodes are idle.
    /// </summary>
    /// <param name="node">The node; none for one that has something to render. No job has an open task for it.</param>
    /// <param name="facts">What the scheduler knows of it.</param>
    /// <param name="fit">Of the jobs under way, those that the node is fit for, in the same order; called under the lock.</param>
    /// <param name="leases">What a duplicate may cost, in each job.</param>
    public Laggard? FindLaggard(BoardNode node, NodeFacts facts, Func<IEnumerable<BoardJob>, IEnumerable<BoardJob>> fit, Func<BoardJob, LeasePolicy> leases)
    {
        lock (gate)
        {
            // Who has something to render is not idle: it could hold the second places of all tasks, and others none.
            if (node.Renders.Values.Any(task => task.Record.Commitment is null))
                return null;
            foreach (var job in fit(queue.UnderWay))
            {
                var policy = leases(job);
                var waited = Math.Max(0, NowMillis - (job.ServedMillis ?? NowMillis));
                foreach (var task in Laggards(job))
                    if (MayDuplicate(task) && CouldDuplicate(task, node) && Decide(task, node, facts, policy) is { Duplicate: true } decision
                        && StragglerRule.IsQuickEnough(task.Record.Work, decision, reckoned.FastestMilli, waited))
                        return new Laggard(task, task.Record.Leases, decision);
            }
        }

        return null;
    }

    private IReadOnlyList<BoardTask> Laggards(BoardJob job)
    {
        if (job.LaggardsAt is { } at && clock.GetElapsedTime(at) < TimeSpan.FromMilliseconds(250))
            return job.Laggards;
        job.LaggardsAt = clock.GetTimestamp();
        return job.Laggards =
        [
            .. job.Attached.Select(id => nodes.GetValueOrDefault(id)).OfType<BoardNode>()
                .SelectMany(holder => holder.Renders.Values)
                .Where(task => task.Job == job && MayDuplicate(task))
                .Distinct()
                .OrderByDescending(task => Views(task).Min(StragglerRule.Remaining))
                .Take(MostLaggards),
        ];
    }

    /// <summary>Whether nobody who holds it is overdue (the sweep takes it from them) or has committed to anything.</summary>
    private bool MayDuplicate(BoardTask task) =>
        task.Record is { State: TaskState.Leased, Commitment: null } && task.Arriving == 0 && clock.GetTimestamp() is var now
        && task.Deadline > now && (task.Record.Duplicate is null || task.DuplicateDeadline > now);

    /// <summary>Whether it may be given to a node too: never to one whose last leases ran out, since nobody could be given it then.</summary>
    private bool CouldDuplicate(BoardTask task, BoardNode node) =>
        node.Standing.LostInARow == 0 && !HasLapsed(task.Job, node.Id)
        && task.Record.HeldBy(node.Id) is null && !task.Record.Tried.Contains(node.Id) && !StoodAlone(task.Record, node.Record.Operator)
        && task.Job.ApartOf(task)?.Takes(node.Record.Operator, OwnerOf, but: task) != false;

    private StragglerDecision Decide(BoardTask task, BoardNode node, NodeFacts facts, LeasePolicy policy) => StragglerRule.Decide(
        Views(task), facts, node.Cached.Contains(task.Job.Record.Spec.Package) ? 0 : task.Job.PackageBytes, policy.DuplicateCostPpm, policy.DuplicateLeastMillis);

    private StragglerView[] Views(BoardTask task) => task.Record.Duplicate is { } duplicate ? [View(task), View(task, duplicate, task.DuplicateProgress, task.DuplicateAdvanced, default)] : [View(task)];

    // Of two only the first is ever asked to park.
    private StragglerView View(BoardTask task) => View(task, task.Record.Lease!, task.Progress, task.Advanced, Parked(task)) with
    {
        ParkedMillis = task.ParkedAt is null ? 0 : (long)(task.Job.MostParked - Parked(task)).TotalMilliseconds,
    };

    private StragglerView View(BoardTask task, LeaseRecord lease, double progress, TimeSpan advanced, TimeSpan parked) => new(
        task.Record.Work, nodes.GetValueOrDefault(lease.Node)?.SpeedMilli ?? 0, Math.Max(0, (long)(clock.GetUtcNow() - lease.Granted - parked).TotalMilliseconds),
        (int)(progress * 1_000_000), (long)advanced.TotalMilliseconds);
}

/// <summary>A task that an idle node would have done sooner.</summary>
/// <param name="Task">The task.</param>
/// <param name="Holders">Under which leases it was held when that was decided.</param>
/// <param name="Decision">Why it is worth it.</param>
internal sealed record Laggard(BoardTask Task, ImmutableArray<LeaseRecord> Holders, StragglerDecision Decision)
{
    /// <summary>The lease that makes room; null: none has to.</summary>
    public LeaseRecord? Replaced => Decision.Replaces is { } index ? Holders[index] : null;

    /// <summary>Whether a row is still held as it was.</summary>
    public bool IsHeld(TaskRecord row) => row.Commitment is null && row.Leases.SequenceEqual(Holders);

    /// <summary>The row once an idle node has it too.</summary>
    public TaskChange Give(TaskRecord row, LeaseId lease, NodeId node, DateTimeOffset now, string why) => TaskMoves.Duplicate(row, lease, node, now, why, Replaced?.Id);
}
