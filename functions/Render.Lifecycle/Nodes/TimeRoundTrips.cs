using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Nodes;

/// <summary>
/// Takes echoes: the coordinator's own measure of how far a node can be. What contradicts a place must outlive a restart, so the least round trip is kept in the
/// node's document, written when it falls by a tenth: a handful of times in a node's life.
/// </summary>
internal sealed class TimeRoundTrips(TaskBoard board, NodeStore nodes, Places places, Render.Lifecycle.Events.INetworkEvents events)
{
    /// <summary>Takes an echo.</summary>
    /// <param name="id">Who sent it.</param>
    /// <param name="message">What it sent.</param>
    /// <param name="arrived">When it arrived, by the monotonic clock.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Outcome<EchoTaken>> Run(NodeId id, Echo message, long arrived, CancellationToken cancellationToken)
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        var before = places.Of(node).Doubt;
        if (board.TakeEcho(node, message.Nonce, arrived) is not { } micros)
            return new EchoTaken(null, places.View(node));
        var (region, least) = board.Read(() => (node.Record.Region, node.Trips.Least));
        if (least is { } found && IsNews(node.Record, found))
            await nodes.Change(
                id, record => record.Region == region && IsNews(record, found) ? record with { LeastRoundTripMicros = found } : null, cancellationToken);
        var view = places.View(node);
        if (view.Doubt != before && view.Doubt == PlaceDoubt.Contradicted)
            events.Publish(new NodeChanged(id, node.Record.Name, board.StatusOf(node), view.Sentence));
        return new EchoTaken(micros, view);
    }

    private static bool IsNews(NodeRecord record, long least) => record.LeastRoundTripMicros is not { } known || least < known - (known / 10);
}
