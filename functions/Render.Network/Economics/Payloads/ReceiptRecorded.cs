using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A node's receipt for a task: final from here, before anybody can know which blocks will be drawn.</summary>
/// <param name="Task">The task.</param>
/// <param name="Lease">The lease; a lease has one receipt.</param>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it, and is paid.</param>
/// <param name="Receipt">The receipt's digest.</param>
/// <param name="TaskDigest">The task's digest.</param>
/// <param name="Root">Root hash of the commitment.</param>
/// <param name="Rays">Rays it claims.</param>
/// <param name="Invalid">Samples that were not finite.</param>
/// <param name="ResultBlob">Digest of the result file.</param>
public sealed record ReceiptRecorded(
    TaskId Task,
    LeaseId Lease,
    NodeId Node,
    OperatorId Operator,
    Digest Receipt,
    Digest TaskDigest,
    Digest Root,
    ulong Rays,
    ulong Invalid,
    Digest ResultBlob) : LedgerPayload
{
    /// <summary>The entry for a receipt whose signature and root were checked.</summary>
    public static ReceiptRecorded Of(TaskId task, OperatorId owner, Receipt receipt) => new(
        task, receipt.Lease, NodeKey.IdOf(receipt.Node), owner, receipt.Digest, receipt.Task, receipt.Root, receipt.Rays, receipt.Invalid, receipt.ResultBlob);

    /// <summary>Root, rays and invalid samples: what equal replicas share.</summary>
    public MerkleSum Commitment() => new(Root, Rays, Invalid);

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ReceiptRecorded;

    /// <inheritdoc/>
    public override string Key() => $"receipt/{Task}/{Lease}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
