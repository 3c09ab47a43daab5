using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>A receipt that passed every check and is in the ledger.</summary>
/// <param name="Digest">The receipt's digest.</param>
/// <param name="Bytes">Its encoding, see <see cref="Receipt"/>.</param>
/// <param name="Signature">64 bytes r‖s, low s; beside the ledger, since it is randomised.</param>
/// <param name="Node">Who signed.</param>
/// <param name="Sequence">Its ledger entry.</param>
/// <param name="Rays">Rays of the commitment.</param>
/// <param name="Result">The result file.</param>
/// <param name="Log">The log.</param>
public sealed record ReceiptRecord(
    Digest Digest, byte[] Bytes, byte[] Signature, NodeId Node, long Sequence, ulong Rays, Digest Result, Digest Log);
