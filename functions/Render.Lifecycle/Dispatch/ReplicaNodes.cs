using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Says whether another operator's node could render a task too, by the same filter that hands tasks out.</summary>
internal sealed class ReplicaNodes(TaskBoard board, Facts known)
{
    /// <summary>Whether a node could take an open row, or a new one of its task.</summary>
    /// <param name="row">Any row of the task.</param>
    public bool CouldTake(BoardTask row) => board.Read(() =>
    {
        if (row.Job.SetOf(row) is not { } set)
            return false;
        var needs = row.Job.Needs;
        return board.Nodes().Any(node =>
            node.Record.Status == NodeStatus.Active && !node.Draining && board.IsAlive(node)
            && board.CouldJoin(set, node) && !row.Record.Tried.Contains(node.Id)
            && Fitness.Check(known.Of(node), needs).IsEmpty);
    });
}
