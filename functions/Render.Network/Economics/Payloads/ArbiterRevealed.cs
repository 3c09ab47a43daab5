using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>An arbiter shows what it committed to.</summary>
/// <param name="Receipt">The disputed receipt's digest.</param>
/// <param name="Arbiter">The arbiter.</param>
/// <param name="Report">Digest of its signed report on the block.</param>
/// <param name="Leaf">What the report says.</param>
/// <param name="Salt">The commitment's salt.</param>
public sealed record ArbiterRevealed(Digest Receipt, NodeId Arbiter, Digest Report, MerkleSum Leaf, Digest Salt) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ArbiterRevealed;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Receipt, Arbiter);

    /// <summary>The key of an arbiter's reveal.</summary>
    public static string KeyOf(Digest receipt, NodeId arbiter) => $"dispute-reveal/{receipt}/{arbiter}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
