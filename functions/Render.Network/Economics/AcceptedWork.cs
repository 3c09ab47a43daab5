using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>What of a job's verdicts is paid.</summary>
public static class AcceptedWork
{
    /// <summary>
    /// The first paying verdict of each task counts, of a node that is not convicted; a later one of the same task is a duplicate, unless the
    /// earlier node was convicted since. Where tasks have replicas, all of a task's paying verdicts share the rays of the first: the creator pays
    /// a task once. Every audit counts that was not at fault, whatever it found, of an auditor that is not convicted.
    /// </summary>
    /// <param name="verdicts">All verdicts of the job, in ledger order.</param>
    /// <param name="convicted">Nodes convicted so far, in any job.</param>
    /// <param name="replicated">Whether the job's tier has each task rendered by several nodes.</param>
    /// <returns>One line a node, by node id.</returns>
    public static IReadOnlyList<NodeWork> Of(IEnumerable<VerdictRecorded> verdicts, IReadOnlySet<NodeId> convicted, bool replicated = false)
    {
        var work = new SortedDictionary<NodeId, NodeWork>();
        var paid = new Dictionary<TaskId, List<VerdictRecorded>>();
        foreach (var verdict in verdicts)
        {
            if (verdict.RenderedRays > 0 && !convicted.Contains(verdict.Node))
            {
                if (!paid.TryGetValue(verdict.Task, out var renders)) paid.Add(verdict.Task, renders = new List<VerdictRecorded>(1));
                if (renders.Count == 0 || (replicated && renders.TrueForAll(r => r.Node != verdict.Node))) renders.Add(verdict);
            }

            if (verdict is { AuditedRays: > 0, Auditor: { } auditor, AuditorOperator: { } owner } && !convicted.Contains(auditor))
                Add(work, new NodeWork(auditor, owner, 0, verdict.AuditedRays));
        }

        foreach (var renders in paid.Values)
        {
            var shares = Share(renders[0].RenderedRays, [.. renders.Select(r => r.Node)]);
            for (var i = 0; i < shares.Length; i++) Add(work, new NodeWork(renders[i].Node, renders[i].Operator, shares[i], 0));
        }

        return [.. work.Values];
    }

    /// <summary>
    /// Divides a task's rays among the nodes that rendered it: the same for each, and the rays left over one each to the least node ids, which
    /// is the largest remainder where all have the same.
    /// </summary>
    /// <param name="rays">The task's rays.</param>
    /// <param name="nodes">The nodes, distinct, at least one; the shares come back in the same order.</param>
    public static ulong[] Share(ulong rays, IReadOnlyList<NodeId> nodes)
    {
        var shares = new ulong[nodes.Count];
        Array.Fill(shares, rays / (ulong)nodes.Count);
        foreach (var i in Enumerable.Range(0, nodes.Count).OrderBy(i => nodes[i]).Take((int)(rays % (ulong)nodes.Count))) shares[i]++;
        return shares;
    }

    private static void Add(SortedDictionary<NodeId, NodeWork> work, NodeWork more)
    {
        work[more.Node] = work.TryGetValue(more.Node, out var before)
            ? before with
            {
                RenderedRays = checked(before.RenderedRays + more.RenderedRays),
                AuditedRays = checked(before.AuditedRays + more.AuditedRays),
            }
            : more;
    }
}
