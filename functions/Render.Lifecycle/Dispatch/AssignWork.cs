using System.Diagnostics;
using System.Globalization;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Gives work to a node that asks: audits drawn for it first, since a receipt waits for them; then tasks, by the scheduler's order; and where
/// there are none for it, a task of a straggler.
/// </summary>
internal sealed class AssignWork(
    TaskBoard board, TaskStore tasks, ValidateNode validations, Arbitrations arbitrations, Assignments assignments, Facts known, PolicyBook policies, NodeBell bell, INetworkEvents events,
    LifecycleMetrics metrics, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>A wake-up may be lost; after this long a waiting claim looks for itself.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Answers a claim; waits for work as long as it says.</summary>
    public async Task<Outcome<WorkAssigned>> Run(NodeId id, ClaimWork message, CancellationToken cancellationToken)
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        var max = Math.Clamp(message.Max, 1, WireLimits.ClaimsAtOnce);
        var wait = TimeSpan.FromSeconds(Math.Clamp(message.WaitSeconds, 0, WireLimits.ClaimWaitSeconds));
        var began = clock.GetTimestamp();
        while (true)
        {
            board.Saw(node);
            if (node.Record.Status == NodeStatus.Banned)
                return new Refusal(RefusalKind.Forbidden, RefusalCodes.NodeBanned, node.Record.Reason ?? "The node is banned.", "A conviction is final: stop the node.");
            // Before looking, so that work which opens in between still wakes it.
            if (wait > TimeSpan.Zero)
                board.Await(id);
            var found = await Find(node, max, cancellationToken);
            var left = wait - clock.GetElapsedTime(began);
            foreach (var work in found)
                metrics.Claimed(clock.GetElapsedTime(began), work.Kind);
            if (found.Count > 0 || left <= TimeSpan.Zero)
                return new WorkAssigned(found);
            await bell.Wait(id, left < LookAgain ? left : LookAgain, cancellationToken);
        }
    }

    private async Task<List<WorkAssignment>> Find(BoardNode node, int max, CancellationToken cancellationToken)
    {
        if (await validations.Due(node, cancellationToken) is { } validation)
            return [validation];
        if (node.Record.Status != NodeStatus.Active)
            return [];
        if (await arbitrations.Due(node.Id, cancellationToken) is { } arbitration)
            return [arbitration];
        var found = board.TakeAudits(node, max, job => known.Admits(node, job.Needs.Placement, Custodian.Auditor)).ConvertAll(assignments.Audit);
        // Replicas that wait to be opened are held too; those that no heartbeat could name would run out.
        var room = Math.Min(max - found.Count, WireLimits.HeartbeatLeases - board.Read(() => node.Renders.Count + node.Audits.Count));
        if (room <= 0 || node.Draining)
            return found;
        found.AddRange(await Lease(node, room, cancellationToken));
        if (found.Count == 0 && !board.HasParked(node) && await Duplicate(node, cancellationToken) is { } duplicate)
            found.Add(duplicate);
        return found;
    }

    private async Task<IEnumerable<WorkAssignment>> Lease(BoardNode node, int max, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var facts = known.Of(node);
        var matches = new Dictionary<JobId, Match>();
        var reserved = board.Reserve(node, jobs => Fit(jobs, facts, policies.Current, board.NowMillis, matches), max, job => matches[job.Id].Small);
        if (reserved.Count == 0)
            return [];
        List<BoardTask> leased;
        try
        {
            leased = await tasks.ChangeAll(
                reserved,
                (task, record) => record is { State: TaskState.Open, Withdrawn: false }
                    ? TaskMoves.Lease(record, LeaseIds.Of(options.NetworkId, record.Id, record.Fencing + 1, node.Id), node.Id, now, matches[task.Job.Id].Explain())
                    : null,
                cancellationToken);
        }
        finally
        {
            board.Release(node, reserved);
        }

        var given = new List<WorkAssignment>(leased.Count);
        foreach (var task in leased)
            if (board.Read(() => task.Record.HeldBy(node.Id)) is { } lease)
                given.Add(Give(task, lease));
        return given;
    }

    /// <summary>Gives an idle node a task that somebody else holds, where that is worth it; null where it is not.</summary>
    private async Task<WorkAssignment?> Duplicate(BoardNode node, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var facts = known.Of(node);
        var laggard = board.FindLaggard(
            node, facts, jobs => jobs.Where(job => Fitness.IsFit(facts, job.Needs)), job => policies.Of(job.Record).Leases);
        if (laggard is not var (task, held, decision))
            return null;
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"straggler: its holder needs {decision.RemainingMillis / 1e3:0.#} s more, this node {decision.DuplicateMillis / 1e3:0.#} s");
        var next = await tasks.Change(
            task,
            record => record is { State: TaskState.Leased, Duplicate: null, Commitment: null } && record.Lease!.Id == held
                ? TaskMoves.Duplicate(record, LeaseIds.Of(options.NetworkId, record.Id, record.Fencing + 1, node.Id), node.Id, now, why)
                : null,
            cancellationToken);
        if (next?.Duplicate is not { } lease)
            return null;
        metrics.Duplicated();
        return Give(task, lease);
    }

    private WorkAssignment Give(BoardTask task, LeaseRecord lease)
    {
        using var span = JobTrace.Begin("lease", task.Job.Record, null, ActivityKind.Producer).Of(task.Id).By(lease.Node);
        task.Trace = span?.SetTag(Tags.Work, task.Record.Work.Micros / 1e6).Id;
        events.Publish(new LeaseMoved(task.Id, lease.Id, lease.Node, WorkKind.Render, true, lease.Assignment));
        return assignments.Render(task, lease);
    }

    /// <summary>Of the jobs in the scheduler's order, those that the node is fit for, each with the reason for this assignment; of its own first, see <see cref="LocalityRule"/>.</summary>
    internal static IEnumerable<BoardJob> Fit(
        IEnumerable<BoardJob> jobs, NodeFacts node, Policy policy, long nowMillis, Dictionary<JobId, Match> matches) =>
        LocalityRule.Order(Matched(jobs, node, policy, nowMillis, matches), static job => job.Candidate, node, nowMillis);

    private static IEnumerable<BoardJob> Matched(
        IEnumerable<BoardJob> jobs, NodeFacts node, Policy policy, long nowMillis, Dictionary<JobId, Match> matches)
    {
        foreach (var job in jobs)
            if (Matching.Of(node, job.Candidate, tier => ScoreWeights.Of(policy.Tiers.For(tier)), nowMillis) is { } match)
            {
                matches[job.Id] = match;
                yield return job;
            }
    }
}
