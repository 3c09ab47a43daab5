using Render.Lifecycle.Jobs;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>The row that a lease is about: of a task with replicas the one that knows it, else the task's only or first.</summary>
    public BoardTask? Find(TaskId task, LeaseId lease)
    {
        lock (gate)
        {
            if (!jobs.TryGetValue(task.Job, out var job) || job.Find(job.Plan.IndexOf(task)) is not { } first)
                return null;
            return job.SetOf(first)?.Rows.Find(row => row.Record.Knows(lease)) ?? first;
        }
    }

    /// <summary>Whether all replicas of the task have committed or are open already.</summary>
    public bool MayOpen(BoardTask task)
    {
        lock (gate)
            return task.Job.SetOf(task) is { AllCommitted: true };
    }

    /// <summary>Whether a node may take a row of the set: its operator has no other. Called under the lock.</summary>
    public bool CouldJoin(ReplicaSet set, BoardNode node) => set.Takes(node.Record.Operator, OwnerOf);

    /// <summary>Tasks whose replicas are to be compared; each is returned once.</summary>
    public List<ReplicaSet> TakeReady() => TakeReady(ready);

    /// <summary>Puts tasks back whose replicas could not be compared.</summary>
    public void GiveBackReady(IEnumerable<ReplicaSet> sets) => GiveBackReady(ready, sets);

    /// <summary>Tiles whose ranges are to be compared; each is returned once.</summary>
    public List<Tile> TakeTiles() => TakeReady(tiles);

    /// <summary>Puts tiles back whose ranges could not be compared.</summary>
    public void GiveBackTiles(IEnumerable<Tile> back) => GiveBackReady(tiles, back);

    private List<T> TakeReady<T>(HashSet<T> waiting)
        where T : ApartRows
    {
        lock (gate)
        {
            var taken = waiting.Where(rows => rows.IsReady).ToList();
            waiting.Clear();
            return taken;
        }
    }

    private void GiveBackReady<T>(HashSet<T> waiting, IEnumerable<T> back)
        where T : ApartRows
    {
        lock (gate)
            waiting.UnionWith(back.Where(rows => rows.IsReady));
    }

    /// <summary>Open rows that wait for a node which may never come, although the tier's least number of replicas is there without them.</summary>
    public List<BoardTask> FurtherReplicas()
    {
        lock (gate)
            return [.. further];
    }

    /// <summary>Rows with the receipt of another replica as good or as bad as that of a convicted node: they prove each other no more.</summary>
    public HashSet<BoardTask> Tainted(NodeId node)
    {
        lock (gate)
            return
            [
                .. jobs.Values.Where(job => job.Replicas > 1 && !job.Sealed).SelectMany(job => job.Sets).SelectMany(set =>
                {
                    var its = set.Rows.SelectMany(row => row.Record.Past.Select(past => past.Receipt).Append(row.Record.Receipt))
                        .Where(receipt => receipt?.Node == node).Select(receipt => receipt!.Commitment).ToHashSet();
                    return set.Rows.Where(row => row.Record is { State: TaskState.Auditing or TaskState.Accepted, Receipt: { } receipt }
                        && receipt.Node != node && its.Contains(receipt.Commitment));
                }),
            ];
    }

    /// <summary>The other row of the task that waits for a verdict on a receipt; null where it does not any more.</summary>
    public (BoardTask Row, ReceiptRecord Receipt)? Follower(BoardTask judged, Digest receipt)
    {
        lock (gate)
        {
            var row = judged.Job.SetOf(judged)?.Rows.Find(row => row.Record.State == TaskState.Submitted && row.Record.Receipt!.Digest == receipt);
            return row is null ? null : (row, row.Record.Receipt!);
        }
    }

    /// <summary>Operators whose nodes rendered the task and wait for a verdict: none of them audits it.</summary>
    public IReadOnlyList<OperatorId> Rendered(BoardTask task)
    {
        lock (gate)
            return task.Job.SetOf(task) is { } set
                ? [.. set.Undecided().Select(pair => pair.Receipt.Operator)]
                : task.Record.Receipt is { } receipt ? [receipt.Operator] : [];
    }

    private OperatorId? OwnerOf(NodeId node) => nodes.TryGetValue(node, out var found) ? found.Record.Operator : null;

    /// <summary>A row of the set changed: all may have committed now, or be open.</summary>
    private void Attached(ReplicaSet set)
    {
        if (set.IsReady)
            ready.Add(set);
        var spare = set.Wanted.Count() > set.Job.Replicas;
        foreach (var row in set.Wanted.Where(row => row.Record.State == TaskState.Open))
            _ = spare ? further.Add(row) : further.Remove(row);
        if (set.AllCommitted)
            foreach (var row in set.Wanted.Where(row => row.Record.State == TaskState.Leased))
                SetDeadline(row, row.Record.Lease!.Id, set.Job.OpenWithin);
    }

    /// <summary>Tells the node that came second, or made room for a quicker one, why its lease ended.</summary>
    private void Supersede(TaskRecord before, TaskRecord record)
    {
        // Where one is left and nothing has come of it, the other ended by itself.
        if (before.Leases is not [_, _] both || record is { State: TaskState.Leased, Commitment: null, Duplicate: null } || record.Lease is not { } held)
            return;
        foreach (var lost in both)
            if (lost.Id != held.Id && lost.Id != record.Duplicate?.Id && nodes.TryGetValue(lost.Node, out var node))
                node.Lost[lost.Id] = LeaseEnd.Superseded;
    }
}
