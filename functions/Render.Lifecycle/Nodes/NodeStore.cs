using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Nodes;

/// <summary>Changes nodes: commits the document against its ETag, then the board, then tells watchers.</summary>
internal sealed class NodeStore(IState state, TaskBoard board, INetworkEvents events, ILogger<NodeStore> log)
{
    /// <summary>Writes a new node; null where it is known already.</summary>
    public async Task<BoardNode?> Insert(NodeRecord node, CancellationToken cancellationToken)
    {
        var commit = await state.Commit(NodeRecord.Partition, [StateWrite.Insert(node.Id.Value, node)], cancellationToken);
        if (!commit.Succeeded)
            return null;
        events.Publish(new NodeChanged(node.Id, node.Name, node.Status, node.Reason));
        return board.Apply(node, commit.ETags[0]);
    }

    /// <summary>Changes a node; decided anew where another change came first.</summary>
    /// <returns>The document as it stands now; null where there is no such node.</returns>
    public async Task<NodeRecord?> Change(NodeId id, Func<NodeRecord, NodeRecord?> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await state.Get<NodeRecord>(NodeRecord.Partition, id.Value, cancellationToken) is not { } found)
                return null;
            // Counts that are not written yet are in memory only, and go with whatever is written next.
            var standing = board.Node(id) is { } held ? board.Read(() => held.Standing) : found.Value.Standing;
            if (decide(found.Value with { Standing = standing }) is not { } decided)
            {
                board.Apply(found.Value, found.ETag);
                return found.Value;
            }

            var next = decided with { Version = found.Value.Version + 1 };
            var commit = await state.Commit(NodeRecord.Partition, [StateWrite.Update(found, next)], cancellationToken);
            if (!commit.Succeeded)
                continue;
            board.Apply(next, commit.ETags[0]);
            if (next.Status != found.Value.Status)
            {
                log.NodeMoved(id, next.Status.ToString(), next.Reason ?? "");
                events.Publish(new NodeChanged(id, next.Name, next.Status, next.Reason));
            }

            return next;
        }
    }
}
