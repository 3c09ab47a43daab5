using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>Takes a creator's claim that an accepted result is false: the claimed result is stored, the first difference found, the bond locked.</summary>
internal sealed class OpenDispute(
    DisputeStore disputes, JobStore jobs, TaskRows rows, ILedger ledger, IBlobs blobs, ResultStore results, TaskBoard board, PolicyBook policies, BooksGate books, IWorkflows workflows,
    TimeProvider clock)
{
    /// <summary>Opens a dispute; repeating it gives the same one.</summary>
    /// <param name="job">The job.</param>
    /// <param name="row">The task.</param>
    /// <param name="content">The creator's result file for the task.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<DisputeRecord>> Run(JobRecord job, TaskRecord row, Stream content, CancellationToken cancellationToken)
    {
        if (row is not { State: TaskState.Accepted, Receipt: { } receipt })
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, $"Task {row.Id} has no accepted result.", "Only what was accepted can be disputed.");
        if (job.Spec.Statistical)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, "The job is statistical: bytes that differ prove nothing there.");
        if (await ledger.Find(DisputeOpened.KeyOf(receipt.Digest), cancellationToken) is { } before)
            return await Enter(before, receipt, cancellationToken);
        var verdict = await ledger.Find(VerdictRecorded.KeyOf(row.Id, receipt.Digest), cancellationToken)
            ?? throw new InvalidDataException($"The verdict on {receipt.Digest} is gone.");
        if (PayloadJson.Read<VerdictRecorded>(verdict).Decision is not (VerdictDecision.Accepted or VerdictDecision.AuditorAtFault))
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, "The result is known to differ by an engine's rounding, and was accepted as that.");
        var policy = policies.Of(job).Disputes;
        if (clock.GetUtcNow().ToUnixTimeMilliseconds() > verdict.TimeUnixMs + (1_000L * policy.WindowSeconds))
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, $"A result can be disputed for {policy.WindowSeconds} s after its verdict; that time is over.");

        var claim = await blobs.Put(await Bytes(content, new ResultHeader(row.Id.Region, row.Id.Frame, row.Id.Samples).FileLength, cancellationToken), cancellationToken);
        var claimed = await results.Open(row.Id, claim.Digest, cancellationToken);
        if (claimed.IsRefused)
            return claimed.Refusal;
        var result = await results.Open(row.Id, receipt.Result, cancellationToken);
        if (result.IsRefused)
            throw new InvalidDataException($"The result of receipt {receipt.Digest} cannot be read: {result.Refusal.Detail}");
        var tree = claimed.Value.Commit(receipt.TaskDigest);
        if (FirstDifference.Of(result.Value.Commit(receipt.TaskDigest), tree) is not { } difference)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, "The claim is the accepted result, byte for byte.");

        var opened = new DisputeOpened(row.Id, receipt.Digest, job.Spec.Creator, policy.Bond, tree.Root, claim.Digest, difference);
        try
        {
            var entry = await books.Run(
                async () => board.ConvictedNodes().Contains(receipt.Node) ? null : await ledger.Append(opened.ToDraft(), cancellationToken), cancellationToken);
            return entry is null
                ? new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, $"{receipt.Node} is convicted: its results count no more.")
                : await Enter(entry, receipt, cancellationToken);
        }
        catch (InsufficientBalanceException e)
        {
            return new Refusal(RefusalKind.PaymentRequired, RefusalCodes.BalanceTooLow, e.Message, $"A dispute needs a bond of {policy.Bond}; it is returned to whoever is right.");
        }
        catch (LedgerConflictException)
        {
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotDisputable, "The result is disputed already, by another claim.");
        }
    }

    /// <summary>Goes on with all that is not decided: a crash may have come after the bond was locked, or before the workflow began. Repeating it is harmless.</summary>
    public async Task Resume(CancellationToken cancellationToken)
    {
        foreach (var bond in await ledger.Balances(Accounts.Bonds, cancellationToken))
        {
            var receipt = Digest.Parse(bond.Account.AsSpan(Accounts.Bonds.Length));
            if (bond.Amount > 0 && disputes.Find(receipt) is null && await ledger.Find(DisputeOpened.KeyOf(receipt), cancellationToken) is { } entry)
            {
                var opened = PayloadJson.Read<DisputeOpened>(entry);
                await Enter(entry, await rows.Receipt(await jobs.Get(opened.Task.Job, cancellationToken), opened.Task, receipt, cancellationToken), cancellationToken);
            }
        }

        foreach (var dispute in disputes.All)
            await Start(dispute, cancellationToken);
    }

    /// <summary>Writes the document of a dispute that is in the ledger, where there is none yet, and starts what decides it.</summary>
    private async Task<DisputeRecord> Enter(LedgerEntry entry, ReceiptRecord receipt, CancellationToken cancellationToken)
    {
        var record = disputes.Find(receipt.Digest) ?? await disputes.Insert(
            new DisputeRecord
            {
                Entry = PayloadJson.Read<DisputeOpened>(entry),
                Sequence = entry.Sequence,
                Node = receipt.Node,
                Operator = receipt.Operator,
                Lease = receipt.Lease,
                Opened = clock.GetUtcNow(),
            },
            cancellationToken);
        await Start(record, cancellationToken);
        return record;
    }

    private async Task Start(DisputeRecord dispute, CancellationToken cancellationToken)
    {
        if (dispute.State != DisputeState.Decided)
            await workflows.Start(DisputeWorkflow.IdOf(dispute.Receipt), DisputeWorkflow.Name.Name, dispute.Receipt, cancellationToken);
    }

    /// <summary>Reads no more than one byte beyond what a result of the task has.</summary>
    private static async Task<byte[]> Bytes(Stream content, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length + 1];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..read];
    }
}
