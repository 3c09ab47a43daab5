using Render.Lifecycle.Dispatch;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Jobs;

/// <summary>The next row of a task for each thing that can happen to it: pure, and the only place that calls the transition table.</summary>
internal static class TaskMoves
{
    /// <summary>A node was given the task.</summary>
    public static TaskChange Lease(TaskRecord task, LeaseId lease, NodeId node, DateTimeOffset now, string? assignment) => Move(
        task with
        {
            Fencing = task.Fencing + 1,
            Lease = new LeaseRecord(lease, node, task.Fencing + 1, now, assignment),
            Reason = null,
        },
        TaskEvent.LeaseGranted, node, now, null);

    /// <summary>A quicker node was given the task beside the one that holds it; where two did, in the place of one of them.</summary>
    public static TaskChange Duplicate(TaskRecord task, LeaseId lease, NodeId node, DateTimeOffset now, string assignment, LeaseId? replaces = null)
    {
        var held = replaces is { } last ? EndLease(task, last, TaskEvent.DuplicateEnded, now, "A quicker node has it.").Next : task;
        return Move(
            held with { Fencing = held.Fencing + 1, Duplicate = new LeaseRecord(lease, node, held.Fencing + 1, now, assignment) },
            TaskEvent.DuplicateGranted, node, now, assignment);
    }

    /// <summary>The node was asked to serve a dearer tier first; it keeps the lease.</summary>
    public static TaskChange Yield(TaskRecord task, DateTimeOffset now, string why) => Move(task, TaskEvent.LeaseYielded, task.Lease!.Node, now, why);

    /// <summary>A lease ended without a result: where another is held, it goes on with that one; else it goes back to Open.</summary>
    public static TaskChange EndLease(TaskRecord task, LeaseId lease, TaskEvent why, DateTimeOffset now, string? detail)
    {
        if (task.Duplicate is not { } duplicate)
            return Reopen(task, why, now, detail);
        var (ended, left) = duplicate.Id == lease ? (duplicate, task.Lease!) : (task.Lease!, duplicate);
        return Move(task with { Lease = left, Duplicate = null, Tried = Tried(task, ended.Node, why) }, TaskEvent.DuplicateEnded, ended.Node, now, detail, why);
    }

    /// <summary>The task goes back to Open. The node that had it does not get it again, unless it only stopped.</summary>
    public static TaskChange Reopen(TaskRecord task, TaskEvent why, DateTimeOffset now, string? detail)
    {
        var node = task.Lease?.Node;
        var past = task.Receipt is { } receipt ? [.. task.Past, new PastAttempt(receipt, task.Audit, why)] : task.Past;
        return Move(
            task with
            {
                Reason = why,
                Lease = null,
                Duplicate = null,
                Commitment = null,
                Receipt = null,
                Audit = null,
                Tried = Tried(task, node, why),
                Past = past,
            },
            why, node, now, detail);
    }

    /// <summary>The replica's node has committed. Who raced it for that has lost.</summary>
    public static TaskChange Commit(TaskRecord task, LeaseRecord lease, CommitmentRecord commitment, DateTimeOffset now) =>
        Move(task with { Lease = lease, Duplicate = null, Commitment = commitment }, TaskEvent.ReplicaCommitted, lease.Node, now, null);

    /// <summary>A valid receipt is in the ledger. Who raced its node for that has lost.</summary>
    public static TaskChange Submit(TaskRecord task, LeaseRecord lease, ReceiptRecord receipt, DateTimeOffset now) =>
        Move(task with { Lease = lease, Duplicate = null, Receipt = receipt }, TaskEvent.ReceiptRecorded, receipt.Node, now, null);

    /// <summary>Blocks and an auditor were drawn.</summary>
    public static TaskChange Draw(TaskRecord task, AuditRecord audit, DateTimeOffset now) => Move(
        task with { Audit = audit, Fencing = audit.Fencing }, TaskEvent.AuditDrawn, audit.Auditor, now,
        $"{audit.Blocks.Count} blocks, {audit.Auditor?.Value ?? "reference CPU"}");

    /// <summary>The result counts; it was audited, or a range that was compared with others.</summary>
    public static TaskChange Accept(TaskRecord task, AuditRecord? audit, TaskEvent verdict, DateTimeOffset now) =>
        Move(task with { Audit = audit }, verdict, task.Lease?.Node, now, audit?.Verdict?.ToString());

    private static IReadOnlyList<NodeId> Tried(TaskRecord task, NodeId? node, TaskEvent why) =>
        node is { } had && why != TaskEvent.LeaseReleased && !task.Tried.Contains(had) ? [.. task.Tried, had] : task.Tried;

    private static TaskChange Move(TaskRecord task, TaskEvent happened, NodeId? node, DateTimeOffset now, string? detail, TaskEvent? noted = null)
    {
        var moments = task.History.Count < TaskRecord.MostMoments ? task.History : [.. task.History.Skip(task.History.Count - TaskRecord.MostMoments + 1)];
        return new TaskChange(
            task with
            {
                State = TaskTransitions.Next(task.State, happened, task.Id.ToString()),
                History = [.. moments, new TaskMoment(now, noted ?? happened, node, detail)],
            },
            happened, node);
    }
}
