using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>What a creator keeps: what was rendered, by whom, what it cost, and what proves it.</summary>
/// <param name="Job">The job.</param>
/// <param name="State">Its state: Settled when the books are closed.</param>
/// <param name="NetworkId">The network.</param>
/// <param name="OrderHash">The order.</param>
/// <param name="Package">The scene package.</param>
/// <param name="Rays">Accepted rays, renders and audits.</param>
/// <param name="Money">Charge and its parts.</param>
/// <param name="Payouts">Who was paid.</param>
/// <param name="Frames">The delivered frames.</param>
/// <param name="QuoteError">Charge over the quote's P50, less one; null: not settled.</param>
/// <param name="LedgerSequence">The settlement's entry; null: not settled.</param>
/// <param name="LedgerHash">That entry's hash; null: not settled.</param>
public sealed record JobReceipt(
    JobId Job,
    JobState State,
    Digest NetworkId,
    Digest? OrderHash,
    Digest? Package,
    ulong Rays,
    JobMoney Money,
    IReadOnlyList<PayoutView> Payouts,
    IReadOnlyList<FrameView> Frames,
    double? QuoteError,
    long? LedgerSequence,
    Digest? LedgerHash);

/// <summary>A delivered frame.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="File">Digest of the PNG file.</param>
/// <param name="Pixels">Digest of its pixels, as the assembler defines it.</param>
/// <param name="Bytes">The PNG's size.</param>
public sealed record FrameView(int Frame, Digest File, Digest Pixels, long Bytes)
{
    /// <summary>The PNG file's identifier on IPFS; null: the frame was made by a build that knew none.</summary>
    public Cid? Cid { get; init; }
}
