using System.Diagnostics;
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

/// <summary>Gives work to a node that asks: audits drawn for it first, since a receipt waits for them; then tasks, by the scheduler's order.</summary>
internal sealed class AssignWork(
    TaskBoard board, TaskStore tasks, ValidateNode validations, Assignments assignments, PolicyBook policies, NodeBell bell, INetworkEvents events,
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
        var found = board.TakeAudits(node, max).ConvertAll(assignments.Audit);
        if (found.Count < max && !node.Draining)
            found.AddRange(await Lease(node, max - found.Count, cancellationToken));
        return found;
    }

    private async Task<IEnumerable<WorkAssignment>> Lease(BoardNode node, int max, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var facts = NodeFactsOf.Node(node, policies.Current, options.EngineName, now);
        var matches = new Dictionary<JobId, Match>();
        var reserved = board.Reserve(node, jobs => Fit(jobs, facts, policies.Current, board.NowMillis, matches), max);
        if (reserved.Count == 0)
            return [];
        List<BoardTask> leased;
        try
        {
            leased = await tasks.ChangeAll(
                reserved,
                (task, record) => record.State == TaskState.Open
                    ? TaskMoves.Lease(record, LeaseIds.Of(options.NetworkId, record.Id, record.Fencing + 1, node.Id), node.Id, now, matches[task.Job.Id].Explain())
                    : null,
                cancellationToken);
        }
        finally
        {
            board.Release(reserved);
        }

        foreach (var task in leased)
            if (board.Read(() => task.Record.Lease) is { } lease)
            {
                using var span = JobTrace.Begin("lease", task.Job.Record, null, ActivityKind.Producer).Of(task.Id).By(node.Id);
                task.Trace = span?.SetTag(Tags.Work, task.Record.Work.Micros / 1e6).Id;
                events.Publish(new LeaseMoved(task.Id, lease.Id, node.Id, WorkKind.Render, true, lease.Assignment));
            }

        return leased.Select(assignments.Render);
    }

    /// <summary>Of the jobs in the scheduler's order, those that the node is fit for, each with the reason for this assignment.</summary>
    internal static IEnumerable<BoardJob> Fit(
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
