using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A dispute ends: its bond and what the losers pay are divided.</summary>
/// <param name="Terms">What it is settled by.</param>
/// <param name="Panel">What the arbiters did, in the panel's order.</param>
/// <param name="Reference">The reference CPU's word; null where the panel decided for the node.</param>
/// <param name="Result">The division.</param>
public sealed record DisputeDecided(DisputeTerms Terms, IReadOnlyList<ArbiterAnswer> Panel, ReferenceBlock? Reference, DisputeSettlement Result) : LedgerPayload
{
    /// <summary>Whether the reference CPU must be asked: the panel gives no majority, or one against the node, which pays nothing on bytes alone.</summary>
    public static bool NeedsReference(DisputeTerms terms, IReadOnlyList<ArbiterAnswer> panel) => DisputeSettlement.Majority(panel) != terms.NodeLeaf;

    /// <summary>Decides.</summary>
    /// <exception cref="ArgumentException">The reference's word is missing, is not needed, is on another block, or its sums are not those that the leaves commit to.</exception>
    public static DisputeDecided Of(DisputeTerms terms, IReadOnlyList<ArbiterAnswer> panel, ReferenceBlock? reference)
    {
        if (reference is null == NeedsReference(terms, panel))
            throw new ArgumentException(reference is null ? "The reference CPU must be asked." : "The panel has decided for the node.", nameof(reference));
        return new DisputeDecided(terms, panel, reference, DisputeSettlement.Of(terms, panel, reference?.Leaf, reference is not null && IsEngineFault(terms, reference)));
    }

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

    private static bool IsEngineFault(DisputeTerms terms, ReferenceBlock reference)
    {
        if (reference.Block != terms.Block) throw new ArgumentException("The reference's word is on another block.", nameof(reference));
        if (reference.Leaf == terms.NodeLeaf) return false;
        if (reference.Dispute is not { NoiseSums.Count: > 0 } dispute) throw new ArgumentException("Nothing shows whether the difference is more than chance.", nameof(reference));
        var length = dispute.ReferenceSums.Length;
        if (dispute.NodeSums.Length != length || dispute.NoiseSums.Any(noise => noise.Length != length)
            || Leaf.Of(terms.Task, terms.Block, dispute.NodeSums, terms.NodeLeaf.Rays, terms.NodeLeaf.Invalid) != terms.NodeLeaf
            || Leaf.Of(terms.Task, terms.Block, dispute.ReferenceSums, reference.Leaf.Rays, reference.Leaf.Invalid) != reference.Leaf)
            throw new ArgumentException("The sums are not those that the leaves commit to.", nameof(reference));
        if (!ResultFile.ArePossible(dispute.NodeSums, terms.Samples)) return false;
        var test = new PairedTest(terms.Samples);
        test.Add(dispute, terms.NodeLeaf, reference.Leaf);
        return test.Same;
    }
}
