using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A beacon chain begins; what it will reveal is fixed from here.</summary>
/// <param name="Chain">The chain's number, from 0; a new one begins when one is used up.</param>
/// <param name="Anchor">Hⁿ(seed).</param>
/// <param name="Length">Number of reveals n, 1 to 2²⁰.</param>
public sealed record BeaconAnchored(int Chain, Digest Anchor, int Length) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.BeaconAnchored;

    /// <inheritdoc/>
    public override string Key() => $"beacon/{Chain}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
