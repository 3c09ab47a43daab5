using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A dispute ends: its bond and what the losers pay are divided.</summary>
/// <param name="Terms">What it is settled by.</param>
/// <param name="Panel">What the arbiters did, in the panel's order.</param>
/// <param name="Reference">The reference CPU's leaf; null where the panel decided.</param>
/// <param name="Result">The division.</param>
public sealed record DisputeDecided(DisputeTerms Terms, IReadOnlyList<ArbiterAnswer> Panel, MerkleSum? Reference, DisputeSettlement Result) : LedgerPayload
{
    /// <summary>Decides.</summary>
    /// <exception cref="ArgumentException">The reference's word is missing where the panel gives no majority, or given where it does.</exception>
    public static DisputeDecided Of(DisputeTerms terms, IReadOnlyList<ArbiterAnswer> panel, MerkleSum? reference) =>
        reference is not null && DisputeSettlement.Majority(panel) is not null
            ? throw new ArgumentException("The panel has decided.", nameof(reference))
            : new DisputeDecided(terms, panel, reference, DisputeSettlement.Of(terms, panel, reference));

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.DisputeDecided;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Terms.Receipt);

    /// <summary>The key of the decision on a receipt's dispute.</summary>
    public static string KeyOf(Digest receipt) => $"dispute-decided/{receipt}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() =>
    [
        .. Result.Paid.Select(p => Posting.From(p.Account, p.Amount)),
        .. Result.Received.Select(p => Posting.To(p.Account, p.Amount)),
        Posting.To(Accounts.Burned, Result.Burned),
        .. Result.BondReturned ? new[] { Posting.From(Accounts.Bond(Terms.Receipt), Terms.Bond), Posting.To(Accounts.Creator(Terms.Creator), Terms.Bond) } : [],
    ];
}
