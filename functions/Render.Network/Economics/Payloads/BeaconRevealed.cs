using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>The next element of the beacon.</summary>
/// <param name="Chain">The chain that was anchored last.</param>
/// <param name="Index">The reveal's number, from 1 without gaps.</param>
/// <param name="Element">Its hash is the reveal before, or the anchor.</param>
public sealed record BeaconRevealed(int Chain, int Index, Digest Element) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.BeaconRevealed;

    /// <inheritdoc/>
    public override string Key() => $"beacon/{Chain}/{Index}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
