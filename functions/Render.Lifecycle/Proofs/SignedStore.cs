using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// What was signed, beside the ledger that names it by digest. It is stored before the ledger's entry: an entry without what it names could
/// never be audited, while something signed without an entry is merely of no use.
/// </summary>
internal sealed class SignedStore(IState state)
{
    /// <summary>Keeps a receipt.</summary>
    public Task Keep(TaskId task, Receipt receipt, byte[] signature, CancellationToken cancellationToken) =>
        Keep(Receipts(task.Job), task, receipt.Digest, new SignedBytes(receipt.ToArray(), signature), cancellationToken);

    /// <summary>Keeps an audit report.</summary>
    public Task Keep(TaskId task, AuditReport report, byte[] signature, CancellationToken cancellationToken) =>
        Keep(Reports(task.Job), task, report.Digest, new SignedBytes(report.ToArray(), signature), cancellationToken);

    /// <summary>Keeps what a replica's node signed about its commitment.</summary>
    public Task Keep(TaskId task, CommitmentStatement statement, byte[] signature, CancellationToken cancellationToken) =>
        Keep(Commitments(task.Job), task, statement.Digest, new SignedBytes(statement.ToArray(), signature), cancellationToken);

    /// <summary>
    /// Keeps where the proof of a verdict is that the reference CPU took part in; by its evidence, since of two decisions at once only one stands. And, by its
    /// report, where the pixels are that an auditor showed.
    /// </summary>
    public async Task KeepProof(TaskId task, Digest evidence, Digest blob, CancellationToken cancellationToken) =>
        (await state.Commit(Proofs(task.Job), [StateWrite.Upsert(Row(task, evidence), new ProofPlace(blob))], cancellationToken)).OrThrow();

    /// <summary>A kept receipt; null where there is none.</summary>
    public async Task<SignedReceipt?> Receipt(TaskId task, Digest digest, CancellationToken cancellationToken) =>
        await state.Get<SignedBytes>(Receipts(task.Job), Row(task, digest), cancellationToken) is { } found && Network.Proof.Receipt.TryDecode(found.Value.Content, out var receipt)
            ? new SignedReceipt(receipt, found.Value.Signature)
            : null;

    /// <summary>A kept audit report; null where there is none.</summary>
    public async Task<SignedAuditReport?> Report(TaskId task, Digest digest, CancellationToken cancellationToken) =>
        await state.Get<SignedBytes>(Reports(task.Job), Row(task, digest), cancellationToken) is { } found && AuditReport.TryDecode(found.Value.Content, out var report)
            ? new SignedAuditReport(report, found.Value.Signature)
            : null;

    /// <summary>The blob that holds a verdict's proof; null where it can be built from result and report.</summary>
    public async Task<Digest?> Proof(TaskId task, Digest evidence, CancellationToken cancellationToken) =>
        (await state.Get<ProofPlace>(Proofs(task.Job), Row(task, evidence), cancellationToken))?.Value.Blob;

    /// <summary>Partition of a job's signed receipts, by task and digest.</summary>
    public static string Receipts(JobId job) => $"receipts:{job}";

    /// <summary>Partition of a job's signed audit reports, by task and digest.</summary>
    public static string Reports(JobId job) => $"reports:{job}";

    /// <summary>Partition of a job's signed commitments, by task and digest.</summary>
    public static string Commitments(JobId job) => $"commitments:{job}";

    private static string Proofs(JobId job) => $"proofs:{job}";

    /// <summary>Led by the task: a node's tasks are neighbours, so what arrives together falls on the same pages of the store.</summary>
    private static string Row(TaskId task, Digest digest) => $"{task.Key}:{digest}";

    private async Task Keep(string partition, TaskId task, Digest digest, SignedBytes signed, CancellationToken cancellationToken)
    {
        // The first signature stands: a second one of the same content says no more.
        var commit = await state.Commit(partition, [StateWrite.Insert(Row(task, digest), signed)], cancellationToken);
        if (commit.Conflict is { Kind: not StateConflictKind.Exists })
            commit.OrThrow();
    }

    private sealed record ProofPlace(Digest Blob);
}
