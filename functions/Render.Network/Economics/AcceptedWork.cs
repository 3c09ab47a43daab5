using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>What of a job's verdicts is paid.</summary>
public static class AcceptedWork
{
    /// <summary>
    /// The first paying verdict of each task counts, of a node that is not convicted; a later one of the same task is a duplicate, unless the
    /// earlier node was convicted since. Every audit counts that was not at fault, whatever it found, of an auditor that is not convicted.
    /// </summary>
    /// <param name="verdicts">All verdicts of the job, in ledger order.</param>
    /// <param name="convicted">Nodes convicted so far, in any job.</param>
    /// <returns>One line a node, by node id.</returns>
    public static IReadOnlyList<NodeWork> Of(IEnumerable<VerdictRecorded> verdicts, IReadOnlySet<NodeId> convicted)
    {
        var work = new SortedDictionary<NodeId, NodeWork>();
        var tasks = new HashSet<TaskId>();
        foreach (var verdict in verdicts)
        {
            if (verdict.RenderedRays > 0 && !convicted.Contains(verdict.Node) && tasks.Add(verdict.Task))
                Add(work, new NodeWork(verdict.Node, verdict.Operator, verdict.RenderedRays, 0));
            if (verdict is { AuditedRays: > 0, Auditor: { } auditor, AuditorOperator: { } owner } && !convicted.Contains(auditor))
                Add(work, new NodeWork(auditor, owner, 0, verdict.AuditedRays));
        }

        return [.. work.Values];
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
