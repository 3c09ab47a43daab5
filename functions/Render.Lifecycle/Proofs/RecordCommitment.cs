using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Takes a replica's commitment: what was signed is kept, then the ledger, then the row. A node that got no answer sends the same again, and
/// every step finds what it did before. Who has committed learns from heartbeats, or from asking again, when all have.
/// </summary>
internal sealed class RecordCommitment(
    SignedArrivals arrivals, TaskBoard board, TaskStore tasks, ILedger ledger, SignedStore signed, Superseded superseded, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Takes a commitment.</summary>
    public Task<Outcome<CommitmentAccepted>> Run(NodeId id, SubmitCommitment message, CancellationToken cancellationToken) =>
        arrivals.Run<CommitmentStatement, CommitmentAccepted>(
            "commit", id, (message.Task, message.LeaseId), (message.Statement, message.Signature), CommitmentStatement.TryDecode,
            $"A statement has {CommitmentStatement.Size} bytes and its tag.",
            (node, task, statement, _) => Take(node, task, statement, message, cancellationToken),
            (_, _) => Task.FromResult<Outcome<CommitmentAccepted>>(Refusal.Missing(RefusalCodes.TaskUnknown, $"task {message.Task} under way")));

    private async Task<Outcome<CommitmentAccepted>> Take(
        BoardNode node, BoardTask task, CommitmentStatement statement, SubmitCommitment message, CancellationToken cancellationToken)
    {
        if (task.Job.Replicas == 1)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotReplicated, $"Tasks of {task.Job.Id} have no replicas.", "Deliver the receipt.");
        var record = board.Read(() => task.Record);
        if (record.Held(new LeaseToken(message.LeaseId, node.Id, message.Fencing)) is not { } lease)
            return Stale(message);
        if (board.Read(() => task.Job.Stopped))
            return new Refusal(RefusalKind.Conflict, RefusalCodes.JobStopped, $"Job {task.Job.Id} takes no more results.", "Drop the task.");
        if (record.Commitment is { } known)
            return known.Statement == statement.Digest ? new CommitmentAccepted(known.Sequence, board.MayOpen(task)) : Final(message);
        if (Mismatch(statement, ReceiptRules.Expected.Of(task, lease, node, options)) is { } field)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.FieldMismatch, $"The statement's {field} is not the assignment's.", "Copy it from the assignment.");

        await signed.Keep(task.Id, statement, message.Signature, cancellationToken);
        long sequence;
        try
        {
            sequence = (await ledger.Append(ReplicaCommitted.Of(task.Id, node.Record.Operator, statement).ToDraft(), cancellationToken)).Sequence;
        }
        catch (LedgerConflictException)
        {
            // The ledger holds another one of this lease, whose row a crash kept from being written. That one is final.
            return Final(message);
        }

        var commitment = new CommitmentRecord(statement.Commitment, statement.Digest, sequence);
        TaskRecord? before = null;
        var next = await tasks.Change(
            task, current => (before = current).Held(lease.Id) is { } held && current.Commitment is null ? TaskMoves.Commit(current, held, commitment, clock.GetUtcNow()) : null,
            cancellationToken);
        if (next is not null)
            superseded.Note(task, before!, lease);
        // The same message twice at once: whichever came second finds the first one's row.
        var now = next ?? board.Read(() => task.Record);
        return now.Commitment?.Statement == statement.Digest ? new CommitmentAccepted(sequence, board.MayOpen(task)) : Stale(message);
    }

    private static string? Mismatch(CommitmentStatement statement, ReceiptRules.Expected expected) =>
        statement.Network != expected.Network ? "network"
        : statement.Task != expected.Task ? "task"
        : statement.Lease != expected.Lease ? "lease"
        : statement.Node != expected.Node ? "node"
        : null;

    private static Refusal Final(SubmitCommitment message) => new(
        RefusalKind.Conflict, RefusalCodes.CommitmentFinal, $"Another commitment of lease {message.LeaseId} is recorded; it is final.", "Keep what was signed, and open that.");

    private static Refusal Stale(SubmitCommitment message) =>
        new(RefusalKind.Conflict, RefusalCodes.LeaseStale, $"Lease {message.LeaseId} of {message.Task} no longer holds.", "Drop the task.");
}
