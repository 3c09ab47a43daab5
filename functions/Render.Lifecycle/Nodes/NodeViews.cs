using Render.Lifecycle.Dispatch;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Nodes;

/// <summary>Nodes as people see them.</summary>
internal sealed class NodeViews(TaskBoard board, PolicyBook policies, ExactMode exact, Places places, TimeProvider clock)
{
    /// <summary>A node.</summary>
    public NodeView Of(BoardNode node) => board.Read(() =>
    {
        var (record, standing, place) = (node.Record, node.Standing, places.View(node));
        return new NodeView(
            node.Id, record.Operator, record.Name, record.Region, board.StatusOf(node), record.Reason ?? exact.WhyOut(record) ?? (place.Doubt == PlaceDoubt.Contradicted ? place.Sentence : null), record.Facts, record.Benchmark.RaysPerSecond,
            record.AskPrice, standing.ReputationPpm(clock.GetUtcNow().ToUnixTimeMilliseconds(), policies.Current.Reputation) / 1e6, node.Stake,
            node.Earned, standing.Accepted, standing.Failed, standing.Audits,
            [
                .. node.Renders.Select(held => Progress(held.Key, held.Value, held.Value.Record.Held(held.Key)?.Fencing ?? 0)),
                .. node.Audits.Where(held => held.Value.AuditTaken).Select(held => Progress(held.Key, held.Value, held.Value.Record.Audit!.Fencing)),
            ],
            [.. node.Cached.Order()], node.Load, record.Joined, node.Seen is null ? record.Joined : node.LastSeen,
            standing.ReplicatedCorrect)
        {
            Place = place,
            ChunkAddress = record.ChunkAddress,
            BytesServed = standing.BytesServed,
            BytesFromPeers = standing.BytesFromPeers,
        };
    });

    private static LeaseProgress Progress(LeaseId lease, BoardTask task, long fencing) => new(task.Id, lease, fencing, task.Progress, task.EtaSeconds, task.ParkedAt is not null && task.Record.Lease?.Id == lease);
}
