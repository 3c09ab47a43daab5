using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>Takes arbiters' commitments and reveals: into the ledger first, then the document; the last one wakes the dispute.</summary>
internal sealed class RecordVote(
    TaskBoard board, DisputeStore disputes, DisputeTimes times, ILedger ledger, BooksGate books, SignedStore signed, IWorkflows workflows, TimeProvider clock, LifecycleOptions options) : IDisposable
{
    // A commitment after a reveal would not be hidden: both are decided one after another.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Takes a commitment.</summary>
    public async Task<Outcome<VoteTaken>> Run(NodeId id, CommitVote message, CancellationToken cancellationToken) =>
        await Alone(
            async () =>
            {
                if (Find(id, message.Task, message.LeaseId) is not var (dispute, seat))
                    return Stale(message.LeaseId);
                var payload = new ArbiterCommitted(dispute.Receipt, id, message.Commitment);
                if (!seat.Committed && dispute.State != DisputeState.Committing)
                    return Late("commit");
                try
                {
                    if (!await Append(dispute, payload, cancellationToken))
                        return Late("commit");
                }
                catch (LedgerConflictException)
                {
                    return new Refusal(RefusalKind.Conflict, RefusalCodes.VoteInvalid, "Another commitment of this arbiter is recorded; it is final.", "Keep what was committed to.");
                }

                var next = await disputes.Change(dispute.Receipt, record => With(record, id, held => held with { Committed = true }), cancellationToken);
                if (next.Seats.All(held => held.Committed))
                    await workflows.RaiseEvent(DisputeWorkflow.IdOf(next.Receipt), DisputeWorkflow.AllCommitted, true, DisputeWorkflow.AllCommitted, cancellationToken);
                return new VoteTaken(message.LeaseId);
            },
            cancellationToken);

    /// <summary>Takes a reveal.</summary>
    public async Task<Outcome<VoteTaken>> Run(NodeId id, RevealVote message, CancellationToken cancellationToken) =>
        await Alone(
            async () =>
            {
                if (board.Node(id) is not { } node || Find(id, message.Task, message.LeaseId) is not var (dispute, seat))
                    return Stale(message.LeaseId);
                if (!AuditReport.TryDecode(message.Report, out var report))
                    return new Refusal(RefusalKind.Invalid, RefusalCodes.FormInvalid, "The report's bytes have the wrong form.");
                if (ReceiptRules.Check(node.Keys.Verify(message.Report, message.Signature)) is { } unsigned)
                    return unsigned;
                if (seat.Revealed)
                    return new VoteTaken(message.LeaseId);
                if (dispute.State != DisputeState.Revealing || (!dispute.Seats.All(held => held.Committed) && await times.ToCommit(dispute, cancellationToken) > TimeSpan.Zero))
                    return Late("reveal");
                if (await Check(dispute, seat, node, report, message.Salt, cancellationToken) is { } wrong)
                    return wrong;
                await signed.Keep(dispute.Entry.Task, report, message.Signature, cancellationToken);
                if (!await Append(dispute, new ArbiterRevealed(dispute.Receipt, id, report.Digest, report.Blocks[0].Leaf, message.Salt), cancellationToken))
                    return Late("reveal");
                var next = await disputes.Change(dispute.Receipt, record => With(record, id, held => held with { Revealed = true }), cancellationToken);
                if (next.Seats.All(held => held.Revealed))
                    await workflows.RaiseEvent(DisputeWorkflow.IdOf(next.Receipt), DisputeWorkflow.AllRevealed, true, DisputeWorkflow.AllRevealed, cancellationToken);
                return new VoteTaken(message.LeaseId);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<Refusal?> Check(DisputeRecord dispute, DisputeSeat seat, BoardNode node, AuditReport report, Digest salt, CancellationToken cancellationToken)
    {
        var recorded = await ledger.Find(ArbiterCommitted.KeyOf(dispute.Receipt, seat.Node), cancellationToken);
        if (recorded is null || !ArbiterVote.Opens(PayloadJson.Read<ArbiterCommitted>(recorded).Commitment, report, dispute.Entry.Difference.Block, salt))
            return new Refusal(RefusalKind.Invalid, RefusalCodes.VoteInvalid, "The report and the salt do not open the commitment.", "Send what was committed to.");
        var receipt = await ledger.Find(ReceiptKey(dispute), cancellationToken) ?? throw new InvalidDataException($"Receipt {dispute.Receipt} is gone.");
        var expected = new AuditRules.Expected(
            options.NetworkId, Digest.OfText(dispute.Entry.Task.Job.Value), PayloadJson.Read<ReceiptRecorded>(receipt).TaskDigest, seat.Lease, node.KeyDigest, options.EngineBuild,
            [dispute.Entry.Difference.Block], dispute.Opened);
        return AuditRules.Check(report, expected, clock.GetUtcNow(), options.ClockTolerance);
    }

    /// <summary>Appends a vote, alone with the books, unless they say that the dispute is decided.</summary>
    private Task<bool> Append(DisputeRecord dispute, LedgerPayload vote, CancellationToken cancellationToken) => books.Run(
        async () =>
        {
            if (await ledger.Find(DisputeDecided.KeyOf(dispute.Receipt), cancellationToken) is not null)
                return false;
            await ledger.Append(vote.ToDraft(), cancellationToken);
            return true;
        },
        cancellationToken);

    private static string ReceiptKey(DisputeRecord dispute) => $"receipt/{dispute.Entry.Task}/{dispute.Lease}";

    private (DisputeRecord Dispute, DisputeSeat Seat)? Find(NodeId node, TaskId task, LeaseId lease)
    {
        foreach (var dispute in disputes.Open)
            if (dispute.Entry.Task == task && dispute.Seats.FirstOrDefault(seat => seat.Node == node && seat.Lease == lease) is { } seat)
                return (dispute, seat);
        return null;
    }

    private static DisputeRecord? With(DisputeRecord dispute, NodeId node, Func<DisputeSeat, DisputeSeat> change)
    {
        var next = dispute.Seats.Select(seat => seat.Node == node ? change(seat) : seat).ToList();
        return next.SequenceEqual(dispute.Seats) ? null : dispute with { Seats = next };
    }

    private async Task<Outcome<VoteTaken>> Alone(Func<Task<Outcome<VoteTaken>>> step, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await step();
        }
        finally
        {
            gate.Release();
        }
    }

    private static Refusal Late(string what) => new(RefusalKind.Conflict, RefusalCodes.VoteInvalid, $"It is not the time to {what}.", "Drop the vote.");

    private static Refusal Stale(LeaseId lease) => new(RefusalKind.Conflict, RefusalCodes.LeaseStale, $"Arbitration lease {lease} does not hold.", "Drop the vote.");
}
