using System.Text.Json.Serialization;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>A receipt that passed every check and is in the ledger.</summary>
/// <param name="Digest">The receipt's digest.</param>
/// <param name="Lease">The lease it was delivered under.</param>
/// <param name="Node">Who signed.</param>
/// <param name="Operator">Who owns that node, and is paid.</param>
/// <param name="Sequence">Its ledger entry.</param>
/// <param name="Rays">Rays of the commitment.</param>
/// <param name="Invalid">Invalid samples of the commitment.</param>
/// <param name="Root">Root hash of the commitment.</param>
/// <param name="TaskDigest">The task's digest.</param>
/// <param name="Result">The result file.</param>
/// <param name="Log">The log.</param>
/// <param name="Millis">Milliseconds of rendering, by the node's clock and no more than its lease was old; 0: not known.</param>
/// <param name="Trace">The W3C traceparent of its arrival, which its audit and verdict follow; null where nobody traced it.</param>
/// <param name="Salt">What opened the replica's commitment; null: the task has no replicas.</param>
/// <param name="PaidRays">Rays that are paid, where it is fewer than it claims; null: all.</param>
public sealed record ReceiptRecord(
    Digest Digest, LeaseId Lease, NodeId Node, OperatorId Operator, long Sequence, ulong Rays, ulong Invalid, Digest Root, Digest TaskDigest, Digest Result, Digest Log,
    long Millis = 0, string? Trace = null, Digest? Salt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ulong? PaidRays = null)
{
    /// <summary>Root, rays and invalid samples: what equal replicas share.</summary>
    internal MerkleSum Commitment => new(Root, Rays, Invalid);

    /// <summary>The ledger's payload for it.</summary>
    internal ReceiptRecorded Payload(TaskId task) => new(task, Lease, Node, Operator, Digest, TaskDigest, Root, Rays, Invalid, Result);
}
