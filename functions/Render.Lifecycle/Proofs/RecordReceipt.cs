using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Takes a receipt: everything is verified, then what was signed is kept, then the ledger, then the row. A crash in between leaves a receipt
/// without its row; the node, which got no answer, sends it again, and every step finds what it did before.
/// </summary>
internal sealed class RecordReceipt(
    SignedArrivals arrivals, TaskBoard board, TaskStore tasks, ILedger ledger, SignedStore signed, ResultStore results, Standings standings, Convict convict, Superseded superseded,
    INetworkEvents events, TimeProvider clock, LifecycleOptions options, ILogger<RecordReceipt> log)
{
    /// <summary>Takes a receipt.</summary>
    public Task<Outcome<ReceiptAccepted>> Run(NodeId id, SubmitReceipt message, CancellationToken cancellationToken) =>
        arrivals.Run<Receipt, ReceiptAccepted>(
            "receipt", id, (message.Task, message.LeaseId), (message.Receipt, message.Signature), Receipt.TryDecode, $"A receipt has {Receipt.Size} bytes and its tag.",
            (node, task, receipt, span) => Take(node, task, receipt, message, span, cancellationToken),
            (_, receipt) => Late(message, receipt, cancellationToken));

    private async Task<Outcome<ReceiptAccepted>> Take(
        BoardNode node, BoardTask task, Receipt receipt, SubmitReceipt message, Activity? span, CancellationToken cancellationToken)
    {
        var record = board.Read(() => task.Record);
        if (Recorded(record, node.Id, message.LeaseId) is { } known)
            return known.Digest == receipt.Digest
                ? new ReceiptAccepted(known.Sequence, record.State)
                : await Contradicted(node, record.Id, known.Digest, receipt, message, cancellationToken);
        if (record.Held(new LeaseToken(message.LeaseId, node.Id, message.Fencing)) is not { } lease)
            return Stale(message);
        if (board.Read(() => task.Job.Stopped))
            return new Refusal(RefusalKind.Conflict, RefusalCodes.JobStopped, $"Job {task.Job.Id} takes no more results.", "Drop the task.");
        if ((Opens(task, record, receipt, message.Salt) ?? await Check(node, task, lease, receipt, cancellationToken)) is { } wrong)
        {
            if (wrong.Kind == RefusalKind.Invalid && wrong.Code != RefusalCodes.TimesInvalid)
                await GiveUp(node, task, lease, wrong, cancellationToken);
            return wrong;
        }

        return await Record(node, task, lease, receipt, message, span, cancellationToken);
    }

    /// <summary>Whether a replica may be opened, and is what its node committed to; null where it may, or the task has no replicas.</summary>
    private Refusal? Opens(BoardTask task, TaskRecord record, Receipt receipt, Digest? salt) =>
        task.Job.Replicas == 1 ? null
        : record.Commitment is not { } committed
            ? new Refusal(RefusalKind.Conflict, RefusalCodes.CommitmentMissing, $"Several operators' nodes render {task.Id}.", "Commit first, and deliver when all have.")
        : !board.MayOpen(task)
            ? new Refusal(RefusalKind.Conflict, RefusalCodes.NotOpenYet, $"Not all replicas of {task.Id} have committed.", "Keep the result until a heartbeat's answer says that it may be opened.")
        : salt is not { } opening || !ReplicaCommitment.Opens(committed.Commitment, receipt, opening)
            ? new Refusal(RefusalKind.Invalid, RefusalCodes.CommitmentMismatch, "Receipt and salt do not open what the node committed to.", "Sign the root that was committed to.")
        : null;

    private async Task<Refusal?> Check(BoardNode node, BoardTask task, LeaseRecord lease, Receipt receipt, CancellationToken cancellationToken)
    {
        var expected = ReceiptRules.Expected.Of(task, lease, node, options);
        if (ReceiptRules.Check(receipt, expected, clock.GetUtcNow(), options.ClockTolerance) is { } wrong)
            return wrong;
        if (await results.CheckLog(receipt.Log, cancellationToken) is { } log)
            return log;
        var opened = await results.Open(task.Id, receipt.ResultBlob, cancellationToken);
        if (opened.IsRefused)
            return opened.Refusal;
        if (ReceiptRules.CheckRays(opened.Value, task.Job.Settings.Bounces) is { } inflated)
            return inflated;
        var tree = opened.Value.Commit(receipt.Task);
        if (tree.Root != receipt.Commitment)
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.RootMismatch,
                $"The result has root {tree.Root.Hash}, {tree.Root.Rays} rays and {tree.Root.Invalid} invalid samples; the receipt says {receipt.Root}, {receipt.Rays} and {receipt.Invalid}.",
                "Sign the root of the very file that was uploaded.");
        task.Tree = tree;
        return null;
    }

    private async Task<Outcome<ReceiptAccepted>> Record(
        BoardNode node, BoardTask task, LeaseRecord lease, Receipt receipt, SubmitReceipt message, Activity? span, CancellationToken cancellationToken)
    {
        board.Answered(node);
        await signed.Keep(task.Id, receipt, message.Signature, cancellationToken);
        var payload = ReceiptRecorded.Of(task.Id, node.Record.Operator, receipt);
        long sequence;
        try
        {
            sequence = (await ledger.Append(payload.ToDraft(), cancellationToken)).Sequence;
        }
        catch (LedgerConflictException)
        {
            // The ledger holds another receipt of this lease, whose row a crash kept from being written. That one is final.
            var first = await ledger.FindFirst(payload, cancellationToken);
            return await Contradicted(node, task.Id, first.Receipt, receipt, message, cancellationToken);
        }

        var recorded = new ReceiptRecord(
            receipt.Digest, lease.Id, node.Id, node.Record.Operator, sequence, receipt.Rays, receipt.Invalid, receipt.Root, receipt.Task,
            receipt.ResultBlob, receipt.Log, Took(receipt, lease), span?.Id, task.Job.Replicas > 1 ? message.Salt : null);
        TaskRecord? before = null;
        var next = await tasks.Change(
            task,
            current => (before = current).Held(lease.Id) is { } held ? TaskMoves.Submit(current, held, recorded, clock.GetUtcNow()) : null,
            cancellationToken);
        var now = next ?? board.Read(() => task.Record);
        // The same message twice at once: whichever came second finds the first one's row.
        if (now.Receipt?.Digest != recorded.Digest)
            return Stale(message);
        if (next is not null)
            superseded.Note(task, before!, lease);
        if (next is not null)
            events.Publish(new ReceiptArrived(task.Id, node.Id, receipt.Rays, sequence));
        return new ReceiptAccepted(sequence, now.State);
    }

    /// <summary>A receipt for a job that is closed: what was recorded then is said again.</summary>
    private async Task<Outcome<ReceiptAccepted>> Late(SubmitReceipt message, Receipt receipt, CancellationToken cancellationToken)
    {
        var key = ReceiptRecorded.Of(message.Task, default, receipt).Key();
        return await ledger.Find(key, cancellationToken) is { } entry && PayloadJson.Read<ReceiptRecorded>(entry).Receipt == receipt.Digest
            ? new ReceiptAccepted(entry.Sequence, TaskState.Accepted)
            : new Refusal(RefusalKind.NotFound, RefusalCodes.TaskUnknown, $"Task {message.Task} is not under way.", "Drop the task.");
    }

    /// <summary>What was uploaded is not what the receipt commits to: another node gets the task, and the fault is on record.</summary>
    private async Task GiveUp(BoardNode node, BoardTask task, LeaseRecord lease, Refusal refusal, CancellationToken cancellationToken)
    {
        log.ReceiptRefused(node.Id, task.Id, refusal.Code, refusal.Detail);
        var reopened = await tasks.Change(
            task,
            current => current.Held(lease.Id) is not null
                ? TaskMoves.EndLease(current, lease.Id, TaskEvent.ReceiptInvalid, clock.GetUtcNow(), $"{refusal.Code}: {refusal.Detail}")
                : null,
            cancellationToken);
        if (reopened is null)
            return;
        events.Publish(new LeaseMoved(task.Id, lease.Id, node.Id, WorkKind.Render, false, refusal.Code));
        await standings.Faulted(node.Id, Fault.InvalidReceipt, cancellationToken);
    }

    /// <summary>Two receipts for one lease: where both are signed, the second convicts whatever either of them says.</summary>
    private async Task<Refusal> Contradicted(
        BoardNode node, TaskId task, Digest recorded, Receipt second, SubmitReceipt message, CancellationToken cancellationToken)
    {
        var refusal = new Refusal(
            RefusalKind.Conflict, RefusalCodes.Equivocation, $"Another receipt of lease {message.LeaseId} is recorded; it is final.",
            "Keep what was signed, and send only that again.");
        var contradicts = await signed.Receipt(task, recorded, cancellationToken) is { } first
            && node.Keys.Proves(new Equivocation(first, new SignedReceipt(second, message.Signature)));
        if (!contradicts)
            return refusal;
        await signed.Keep(task, second, message.Signature, cancellationToken);
        await convict.Run(
            new Conviction(node.Id, Fault.Equivocated, second.Digest, task, -1, "Two different receipts are signed for one lease."), cancellationToken);
        return refusal with { Kind = RefusalKind.Forbidden };
    }

    private long Took(Receipt receipt, LeaseRecord lease)
    {
        var held = Math.Max(0, (long)(clock.GetUtcNow() - lease.Granted).TotalMilliseconds);
        return receipt.FinishedUnixMs <= receipt.StartedUnixMs ? 0 : (long)Math.Min(receipt.FinishedUnixMs - receipt.StartedUnixMs, (ulong)held);
    }

    /// <summary>The receipt that is recorded for a lease of the node; null for none.</summary>
    private static ReceiptRecord? Recorded(TaskRecord record, NodeId node, LeaseId lease) =>
        new[] { record.Receipt }.Concat(record.Past.Select(past => past.Receipt)).FirstOrDefault(receipt => receipt?.Node == node && receipt.Lease == lease);

    private static Refusal Stale(SubmitReceipt message) =>
        new(RefusalKind.Conflict, RefusalCodes.LeaseStale, $"Lease {message.LeaseId} of {message.Task} no longer holds.", "Drop the task.");
}
