using System.Globalization;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Gives work to a node that asks: audits drawn for it first, since a receipt waits for them; then tasks, by the scheduler's order, or that it chose itself; and
/// where there are none for it, a task of a straggler.
/// </summary>
internal sealed class AssignWork(
    TaskBoard board, TaskStore tasks, ValidateNode validations, Arbitrations arbitrations, Assignments assignments, GrantLeases grant, ClaimChosen choices, Superseded superseded, Facts known, PolicyBook policies,
    NodeBell bell, LifecycleMetrics metrics, TimeProvider clock, LifecycleOptions options)
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
            board.Asks(node);
            if (node.Record.Status == NodeStatus.Banned)
                return new Refusal(RefusalKind.Forbidden, RefusalCodes.NodeBanned, node.Record.Reason ?? "The node is banned.", "A conviction is final: stop the node.");
            // Before looking, so that work which opens in between still wakes it.
            if (wait > TimeSpan.Zero && !message.IsChoice)
                board.Await(id);
            var found = await Due(node, max, cancellationToken);
            if (found.Count == 0 && message.IsChoice)
                return await choices.Run(node, message, Math.Min(max, Room(node)), cancellationToken);
            if (found.Count < max && found.TrueForAll(work => work.Kind == WorkKind.Audit))
                found.AddRange(await Find(node, max - found.Count, found.Count == 0, cancellationToken));
            var left = wait - clock.GetElapsedTime(began);
            foreach (var work in found)
                metrics.Claimed(clock.GetElapsedTime(began), work.Kind);
            if (found.Count > 0 || left <= TimeSpan.Zero)
                return new WorkAssigned(found);
            await bell.Wait(id, left < LookAgain ? left : LookAgain, cancellationToken);
        }
    }

    /// <summary>What the node owes the network before it gets, or chooses, anything else.</summary>
    private async Task<List<WorkAssignment>> Due(BoardNode node, int max, CancellationToken cancellationToken)
    {
        if (await validations.Due(node, cancellationToken) is { } validation)
            return [validation];
        if (node.Record.Status != NodeStatus.Active)
            return [];
        return await arbitrations.Due(node.Id, cancellationToken) is { } arbitration
            ? [arbitration]
            : board.TakeAudits(node, max, job => known.Admits(node, job.Needs.Placement, Custodian.Auditor))
                .ConvertAll(task => assignments.Audit(task, board.LimitOf(node, task, task.Record.Audit!.Lease)));
    }

    private async Task<List<WorkAssignment>> Find(BoardNode node, int max, bool idle, CancellationToken cancellationToken)
    {
        var room = Math.Min(max, Room(node));
        if (node.Record.Status != NodeStatus.Active || room <= 0 || node.Draining)
            return [];
        var found = await Lease(node, room, cancellationToken);
        if (idle && found.Count == 0 && !board.HasParked(node) && await Duplicate(node, cancellationToken) is { } duplicate)
            found.Add(duplicate);
        return found;
    }

    /// <summary>How much more a node may hold: replicas that wait to be opened are held too, and those that no heartbeat could name would run out.</summary>
    private int Room(BoardNode node) => WireLimits.HeartbeatLeases - board.Read(() => node.Renders.Count + node.Audits.Count);

    private async Task<List<WorkAssignment>> Lease(BoardNode node, int max, CancellationToken cancellationToken)
    {
        var facts = known.Of(node);
        var matches = new Dictionary<JobId, Match>();
        var reserved = board.Reserve(node, jobs => Fit(jobs, facts, policies.Current, board.NowMillis, matches), max, job => matches[job.Id].Small, facts);
        return await grant.Run(node, reserved, task => matches[task.Job.Id].Explain(), cancellationToken);
    }

    /// <summary>Gives an idle node a task that others hold, where that is worth it; null where it is not.</summary>
    private async Task<WorkAssignment?> Duplicate(BoardNode node, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var facts = known.Of(node);
        var laggard = board.FindLaggard(
            node, facts, jobs => jobs.Where(job => Fitness.IsFit(facts, job.Needs)), job => policies.Of(job.Record).Leases);
        if (laggard is not { Task: var task, Decision: var decision, Replaced: var replaced })
            return null;
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"straggler: {(replaced is null ? "its holder needs" : "both holders need")} {decision.RemainingMillis / 1e3:0.#} s more, this node {decision.DuplicateMillis / 1e3:0.#} s");
        var next = await tasks.Change(
            task,
            record => laggard.IsHeld(record) ? laggard.Give(record, LeaseIds.Of(options.NetworkId, record.Id, record.Fencing + 1, node.Id), node.Id, now, why) : null,
            cancellationToken);
        if (next?.Duplicate is not { } lease)
            return null;
        if (replaced is not null)
            superseded.MadeRoom(task, replaced);
        metrics.Duplicated();
        return grant.Give(node, task, lease);
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
