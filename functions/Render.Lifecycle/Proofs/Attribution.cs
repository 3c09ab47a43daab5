using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;
using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Lifecycle.Proofs;

/// <summary>Finds out whose fault reported failures are: a node's once another operator's node did the job's work, the scene's once enough operators agree.</summary>
internal sealed class Attribution(TaskBoard board, Standings standings)
{
    private const int OperatorsThatBlameTheScene = 3;

    /// <summary>A node reported that it cannot do a job's work.</summary>
    /// <returns>The error, where the scene is to blame for it; null where that is not known.</returns>
    public async Task<string?> Failed(BoardJob job, ReportedFailure failure, CancellationToken cancellationToken)
    {
        var (nodes, scene) = board.Read(() =>
        {
            job.Failures.Add(failure);
            return Attribute(job);
        });
        await Blame(nodes, cancellationToken);
        return scene;
    }

    /// <summary>A node of the operator did such work.</summary>
    public async Task Succeeded(BoardJob job, OperatorId owner, CancellationToken cancellationToken)
    {
        var nodes = board.Read(() => job.Succeeded.Add(owner) && job.Failures.Count > 0 ? Attribute(job).Nodes : []);
        await Blame(nodes, cancellationToken);
    }

    /// <summary>Takes back what was held against nodes that a scene killed: the leases of its job that they lost.</summary>
    public async Task Clear(BoardJob job, CancellationToken cancellationToken)
    {
        var lost = board.Read(() => job.Held.SelectMany(task => task.Record.History)
            .Where(moment => moment is { Event: TaskEvent.LeaseExpired, Node: not null })
            .GroupBy(moment => moment.Node!.Value)
            .Select(moments => (Node: moments.Key, Times: moments.Select(moment => moment.Time).ToList()))
            .ToList());
        foreach (var (node, times) in lost)
            await standings.Cleared(node, times, cancellationToken);
    }

    private static (IReadOnlyList<NodeId> Nodes, string? Scene) Attribute(BoardJob job)
    {
        var (nodes, scene) = FaultAttribution.Of(job.Failures, job.Succeeded, OperatorsThatBlameTheScene);
        // Blamed once: the failure is used up.
        job.Failures.RemoveAll(failure => nodes.Contains(failure.Node));
        return (nodes, scene);
    }

    private async Task Blame(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
            await standings.Faulted(node, Fault.Crash, cancellationToken);
    }
}
