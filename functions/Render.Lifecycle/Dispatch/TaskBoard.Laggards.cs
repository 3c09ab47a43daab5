using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Held tasks looked at for each idle node: those furthest from their end.</summary>
    private const int MostLaggards = 32;

    /// <summary>
    /// A task that somebody holds and that an idle node would have done so much sooner that it is worth rendering twice; see
    /// <see cref="StragglerRule"/>. Who holds a job's tasks is looked through four times a second at most, however many nodes are idle.
    /// </summary>
    /// <param name="node">The node; none for one that has something to render. No job has an open task for it.</param>
    /// <param name="facts">What the scheduler knows of it.</param>
    /// <param name="fit">Of the jobs under way, those that the node is fit for, in the same order; called under the lock.</param>
    /// <param name="leases">What a duplicate may cost, in each job.</param>
    public (BoardTask Task, LeaseId Held, StragglerDecision Decision)? FindLaggard(
        BoardNode node, NodeFacts facts, Func<IEnumerable<BoardJob>, IEnumerable<BoardJob>> fit, Func<BoardJob, LeasePolicy> leases)
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
                        return (task, task.Record.Lease!.Id, decision);
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
                .OrderByDescending(task => StragglerRule.Remaining(View(task)))
                .Take(MostLaggards),
        ];
    }

    /// <summary>Whether it is held once, by somebody who is not overdue (the sweep takes it from them) and has committed to nothing.</summary>
    private bool MayDuplicate(BoardTask task) =>
        task.Record is { State: TaskState.Leased, Duplicate: null, Commitment: null } && task.Arriving == 0 && task.Deadline > clock.GetTimestamp();

    /// <summary>Whether it may be given to a node too: never to one whose last leases ran out, since nobody could be given it then.</summary>
    private bool CouldDuplicate(BoardTask task, BoardNode node) =>
        node.Standing.LostInARow == 0 && !HasLapsed(task.Job, node.Id)
        && task.Record.Lease!.Node != node.Id && !task.Record.Tried.Contains(node.Id) && !StoodAlone(task.Record, node.Record.Operator)
        && task.Job.ApartOf(task)?.Takes(node.Record.Operator, OwnerOf, but: task) != false;

    private StragglerDecision Decide(BoardTask task, BoardNode node, NodeFacts facts, LeasePolicy policy) => StragglerRule.Decide(
        View(task), facts, node.Cached.Contains(task.Job.Record.Spec.Package) ? 0 : task.Job.PackageBytes, policy.DuplicateCostPpm, policy.DuplicateLeastMillis);

    private StragglerView View(BoardTask task)
    {
        var (lease, parked) = (task.Record.Lease!, Parked(task));
        return new StragglerView(
            task.Record.Work, nodes.GetValueOrDefault(lease.Node)?.SpeedMilli ?? 0, Math.Max(0, (long)(clock.GetUtcNow() - lease.Granted - parked).TotalMilliseconds),
            (int)(task.Progress * 1_000_000), (long)task.Advanced.TotalMilliseconds, Leases: 1, task.ParkedAt is null ? 0 : (long)(task.Job.MostParked - parked).TotalMilliseconds);
    }
}
