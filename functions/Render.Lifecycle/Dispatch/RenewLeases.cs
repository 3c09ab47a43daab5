using Render.Lifecycle.Disputes;
using Render.Lifecycle.Events;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Transfers;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>Takes a heartbeat: the node lives, its leases are renewed, and those it lost are named, as are those that it should park.</summary>
/// <remarks>Renewals are kept in memory only: after a restart every lease begins anew, so that no crash shortens one.</remarks>
internal sealed class RenewLeases(TaskBoard board, LifecycleMetrics metrics, Arbitrations arbitrations, INetworkEvents events, GrantKey grants, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Takes a heartbeat.</summary>
    public Outcome<HeartbeatReply> Run(NodeId id, Heartbeat message)
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        if (message.Leases.Count > WireLimits.HeartbeatLeases || message.CachedPackages.Count > WireLimits.HeartbeatPackages)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.FormInvalid, "The heartbeat's lists are too long.");
        board.Beat(node, message);
        var expires = clock.GetUtcNow() + options.Lease;
        var (renewed, abandon) = (new List<LeaseRenewed>(), new List<LeaseAbandoned>());
        foreach (var lease in message.Leases)
        {
            // Progress is a node's own word and may be anything.
            var progress = double.IsFinite(lease.Progress) ? Math.Clamp(lease.Progress, 0, 1) : 0;
            var eta = lease.EtaSeconds is { } seconds && double.IsFinite(seconds) && seconds >= 0 ? lease.EtaSeconds : null;
            if (node.Record.Validation?.Lease == lease.LeaseId || (lease.Fencing < 0 && arbitrations.Holds(id, lease.LeaseId)))
                // A challenge is kept with the node and an arbitration with its dispute, not on the board; neither runs out.
                renewed.Add(new LeaseRenewed(lease.LeaseId, expires));
            else if (board.Renew(node, lease.LeaseId, lease.Fencing, progress, eta, out var task, out var mayOpen, out var lost))
            {
                renewed.Add(new LeaseRenewed(lease.LeaseId, expires, mayOpen));
                if (board.Park(task, lease.LeaseId, lease.Parked))
                    metrics.Yielded(lease.Parked ? "parked" : "resumed");
                events.Publish(new TaskProgressed(task.Id, id, progress, eta));
            }
            else
                abandon.Add(new LeaseAbandoned(lease.LeaseId, node.Record.Status == NodeStatus.Banned ? LeaseEnd.Banned : lost));
        }

        return new HeartbeatReply(renewed, abandon, board.StatusOf(node), clock.GetUtcNow())
        {
            GrantKey = node.Record.ChunkAddress is null ? null : grants.PublicKey,
            Yield = board.YieldsOf(node),
            // Last, since its time runs from here.
            Echo = board.AskEcho(node),
        };
    }
}
