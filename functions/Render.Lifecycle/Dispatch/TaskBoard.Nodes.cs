using System.Diagnostics.CodeAnalysis;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Nodes that take work, those seen last at the end.</summary>
    private readonly LinkedList<BoardNode> awake = new();

    /// <summary>Nodes that rows name and whose documents were not read yet.</summary>
    private readonly HashSet<NodeId> strangers = [];

    /// <summary>Ledger entries whose payments are counted.</summary>
    private readonly HashSet<long> earned = [];

    private readonly Dictionary<NodeId, LinkedListNode<NodeId>> waiting = [];
    private readonly LinkedList<NodeId> waitingInOrder = new();

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

    /// <summary>Brings a node up to date after its document was committed or read; adds it where it is new. An older version changes nothing.</summary>
    public BoardNode Apply(NodeRecord record, ETag etag)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(record.Id, out var node))
            {
                nodes.Add(record.Id, node = new BoardNode(record, etag));
                if (strangers.Remove(node.Id))
                    Rejoin(node);
            }

            if (record.Version < node.Record.Version)
                return node;
            node.Record = record;
            node.ETag = etag;
            if (!TakesWork(node))
                Sleep(node);
            return node;
        }
    }

    /// <summary>Notes that a node registered: its process counts heartbeats from the start and wants work, whatever an earlier one said last.</summary>
    public void Registered(BoardNode node)
    {
        lock (gate)
        {
            node.Heartbeat = -1;
            node.Draining = false;
            Saw(node);
        }
    }

    /// <summary>Takes what a heartbeat says; an older one than the last says nothing but that the node lives.</summary>
    public void Beat(BoardNode node, Heartbeat message)
    {
        lock (gate)
        {
            Saw(node);
            if (message.Sequence <= node.Heartbeat)
                return;
            node.Heartbeat = message.Sequence;
            if (message.Draining && !node.Draining)
                // It asks for nothing any more: the sweep draws another auditor for what it has not taken.
                foreach (var (lease, task) in node.Audits.Where(audit => !audit.Value.AuditTaken).ToList())
                    SetDeadline(task, lease, TimeSpan.Zero);
            node.Draining = message.Draining;
            if (node.Draining)
                Sleep(node);
            node.Load = double.IsFinite(message.Load) ? Math.Clamp(message.Load, 0, 1) : 0;
            node.Cached = [.. message.CachedPackages];
        }
    }

    /// <summary>Nodes that live, stay, serve files to others and hold one of the packages.</summary>
    public List<BoardNode> Holders(IReadOnlySet<Digest> packages)
    {
        lock (gate)
            return [.. nodes.Values.Where(node => node.Record.ChunkAddress is not null && StatusOf(node) == NodeStatus.Active && node.Cached.Any(packages.Contains))];
    }

    /// <summary>Where a node stands, with what only memory knows: draining, offline.</summary>
    public NodeStatus StatusOf(BoardNode node) => node.Record.Status switch
    {
        NodeStatus.Active when !IsAlive(node) => NodeStatus.Offline,
        NodeStatus.Active when node.Draining => NodeStatus.Draining,
        var status => status,
    };

    /// <summary>Speed of the nodes that render or audit for the job, thousandths of a work unit a second: what brings it to its end. Called under the lock.</summary>
    public long WorkingSpeed(BoardJob job) => job.Attached
        .Select(id => nodes.GetValueOrDefault(id))
        .OfType<BoardNode>()
        .Where(node => node.Renders.Values.Where(task => task.ParkedAt is null).Concat(node.Audits.Values).Any(task => task.Job == job))
        .Sum(node => node.SpeedMilli);

    /// <summary>Sets what is locked for a node, as the ledger has it.</summary>
    public void SetStake(NodeId id, Tokens locked)
    {
        lock (gate)
            if (nodes.TryGetValue(id, out var node))
                node.Stake = locked;
    }

    /// <summary>Adds the payments of a ledger entry to what nodes have earned; once, however often it is told.</summary>
    /// <returns>False where they were added before.</returns>
    public bool Earn(long entry, IEnumerable<PayoutView> payouts)
    {
        lock (gate)
        {
            if (!earned.Add(entry))
                return false;
            foreach (var payout in payouts)
                if (nodes.TryGetValue(payout.Node, out var node))
                    node.Earned += payout.Amount;
            return true;
        }
    }

    /// <summary>Counts what a node did.</summary>
    public void Stand(NodeId id, Func<NodeStanding, NodeStanding> change)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(id, out var node))
                return;
            node.Standing = change(node.Standing);
            node.Dirty = true;
        }
    }

    /// <summary>Nodes whose counts are not written yet; each is returned once.</summary>
    public List<NodeId> TakeDirty()
    {
        lock (gate)
        {
            var dirty = nodes.Values.Where(node => node.Dirty).ToList();
            foreach (var node in dirty)
                node.Dirty = false;
            return [.. dirty.Select(node => node.Id)];
        }
    }

    /// <summary>Notes a sign of life.</summary>
    public void Saw(BoardNode node)
    {
        lock (gate)
        {
            node.Seen = clock.GetTimestamp();
            node.LastSeen = clock.GetUtcNow();
            Sleep(node);
            if (TakesWork(node))
                node.Awake = awake.AddLast(node);
        }
    }

    /// <summary>Whether the node gave a sign of life within three heartbeats and a lease.</summary>
    public bool IsAlive(BoardNode node) =>
        node.Seen is { } seen && clock.GetElapsedTime(seen) <= (3 * options.Heartbeat) + options.Lease;

    /// <summary>Notes that the node waits for work; the next work that opens wakes it.</summary>
    public void Await(NodeId node)
    {
        lock (gate)
            if (!waiting.ContainsKey(node))
                waiting.Add(node, waitingInOrder.AddLast(node));
    }

    /// <summary>The longest-waiting nodes, one for each task that became open since the last call; they no longer wait.</summary>
    /// <remarks>Tasks that stay open are left by those who looked: they look again by themselves, and are not woken by whatever else happens.</remarks>
    public List<NodeId> TakeWaiting()
    {
        var woken = new List<NodeId>();
        lock (gate)
        {
            for (var open = queue.TakeOpened(); open > 0 && waitingInOrder.First is { Value: var node }; open--)
            {
                StopWaiting(node);
                woken.Add(node);
            }
        }

        return woken;
    }

    private void StopWaiting(NodeId node)
    {
        if (waiting.Remove(node, out var place))
            waitingInOrder.Remove(place);
    }

    /// <summary>Renews a lease, and says whether what it committed to may be opened; false where the node does not hold it, with the reason why.</summary>
    public bool Renew(
        BoardNode node, LeaseId lease, long fencing, double progress, double? etaSeconds, [NotNullWhen(true)] out BoardTask? task, out bool mayOpen, out LeaseEnd lost)
    {
        lock (gate)
        {
            (mayOpen, lost) = (false, default);
            if (!node.Renders.TryGetValue(lease, out task) && !node.Audits.TryGetValue(lease, out task))
            {
                lost = node.Lost.Remove(lease, out var reason) ? reason : LeaseEnd.Unknown;
                return false;
            }

            var record = task.Record;
            var current = record.Held(lease)?.Fencing ?? record.Audit!.Fencing;
            if (current != fencing)
            {
                lost = LeaseEnd.Superseded;
                return false;
            }

            // Who only says that it lives would hold a task for ever: after the time that it may take, and a lease, the sweep takes it away. Who has
            // committed waits for others, until it has opened: an auditor of that waits for nobody.
            var worked = record.Duplicate?.Id == lease ? clock.GetElapsedTime(task.DuplicateSince) : clock.GetElapsedTime(task.Since) - Parked(task);
            if (record is not { State: TaskState.Leased, Commitment: not null } && worked > LimitOf(node, task, lease) + options.Lease)
            {
                lost = LeaseEnd.Expired;
                return false;
            }

            if (record.Duplicate?.Id == lease)
            {
                if (progress > task.DuplicateProgress)
                    task.DuplicateAdvanced = worked;
                task.DuplicateProgress = progress;
            }
            else
            {
                if (progress > task.Progress)
                    task.Advanced = worked;
                (task.Progress, task.EtaSeconds) = (progress, etaSeconds);
            }

            mayOpen = record is { State: TaskState.Leased, Commitment: not null } && task.Job.SetOf(task) is { AllCommitted: true };
            // Who may open must, however long it lives.
            if (!mayOpen)
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

    private static bool TakesWork(BoardNode node) => node.Record.Status == NodeStatus.Active && !node.Draining;

    private void Sleep(BoardNode node)
    {
        if (node.Awake is not { } place)
            return;
        awake.Remove(place);
        node.Awake = null;
    }

    /// <summary>Gives a node that was read after its tasks the leases they name, and binds its stake by them.</summary>
    private void Rejoin(BoardNode node)
    {
        foreach (var job in jobs.Values)
            foreach (var task in job.Held)
            {
                var record = task.Record;
                if (record.State != TaskState.Open && (record.Lease?.Node == node.Id || record.Duplicate?.Node == node.Id))
                    node.Bound += job.Bond;
                if (record.HeldBy(node.Id) is { } held)
                    node.Renders.TryAdd(held.Id, task);
                else if (record.State == TaskState.Auditing && record.Audit!.Auditor == node.Id)
                    node.Audits.TryAdd(record.Audit.Lease, task);
            }
    }
}
