using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>The node; null where it never registered.</summary>
    public BoardNode? Node(NodeId id)
    {
        lock (gate)
            return nodes.GetValueOrDefault(id);
    }

    /// <summary>All nodes, by id.</summary>
    public IReadOnlyList<BoardNode> Nodes()
    {
        lock (gate)
            return [.. nodes.Values.OrderBy(node => node.Id)];
    }

    /// <summary>Brings a node up to date after its document was committed; adds it where it is new.</summary>
    public BoardNode Apply(NodeRecord record, ETag etag)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(record.Id, out var node))
            {
                nodes.Add(record.Id, node = new BoardNode(record, etag));
                Rejoin(node);
            }

            node.Record = record;
            node.ETag = etag;
            return node;
        }
    }

    /// <summary>Notes a sign of life.</summary>
    public void Saw(BoardNode node)
    {
        lock (gate)
        {
            node.Seen = clock.GetTimestamp();
            node.LastSeen = clock.GetUtcNow();
        }
    }

    /// <summary>Renews a lease; false where the node does not hold it, with the reason why.</summary>
    public bool Renew(BoardNode node, LeaseId lease, long fencing, double progress, double? etaSeconds, out BoardTask? task, out LeaseEnd lost)
    {
        lock (gate)
        {
            lost = default;
            if (!node.Renders.TryGetValue(lease, out task) && !node.Audits.TryGetValue(lease, out task))
            {
                lost = node.Lost.Remove(lease, out var reason) ? reason : LeaseEnd.Unknown;
                return false;
            }

            var current = task.Record.State == TaskState.Leased ? task.Record.Lease!.Fencing : task.Record.Audit!.Fencing;
            if (current != fencing)
            {
                lost = LeaseEnd.Superseded;
                return false;
            }

            task.Progress = progress;
            task.EtaSeconds = etaSeconds;
            SetDeadline(task, lease, options.Lease);
            return true;
        }
    }

    /// <summary>Notes that a lease was taken from a node, for its next heartbeat.</summary>
    public void Lost(NodeId id, LeaseId lease, LeaseEnd reason)
    {
        lock (gate)
            if (nodes.TryGetValue(id, out var node) && node.Lost.Count < 1_000)
                node.Lost[lease] = reason;
    }

    /// <summary>Gives a node that was read after its tasks the leases they name.</summary>
    private void Rejoin(BoardNode node)
    {
        foreach (var job in jobs.Values)
            if (job.Attached.ContainsKey(node.Id))
                foreach (var task in job.Tasks.Values)
                {
                    var record = task.Record;
                    if (record.State == TaskState.Leased && record.Lease!.Node == node.Id)
                        node.Renders.TryAdd(record.Lease.Id, task);
                    else if (record.State == TaskState.Auditing && record.Audit!.Auditor == node.Id)
                        node.Audits.TryAdd(record.Audit.Lease, task);
                }
    }
}
