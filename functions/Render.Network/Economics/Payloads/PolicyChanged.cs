using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>Policy values change, for jobs funded and epochs closed from here on.</summary>
/// <param name="Policy">All policy values.</param>
/// <param name="Previous">Digest of the policy that this one replaces.</param>
/// <param name="Proposal">Names the decision.</param>
public sealed record PolicyChanged(Policy Policy, Digest Previous, string Proposal) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.PolicyChanged;

    /// <inheritdoc/>
    public override string Key() => $"policy/{Proposal}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
