using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>The evidence of a verdict with the paths that tie the node's leaves to its receipt. Kept beside the ledger, which holds its digest.</summary>
/// <param name="Evidence">What the verdict is decided on.</param>
/// <param name="Paths">For each drawn block, the path of the node's leaf to the receipt's root.</param>
public sealed record VerdictProof(VerdictEvidence Evidence, IReadOnlyList<MerklePath> Paths)
{
    /// <summary>SHA-256(tag ‖ canonical JSON).</summary>
    public Digest Digest()
    {
        var json = CanonicalJson.Write(this, CanonicalJson.Types.VerdictProof);
        var bytes = new byte[DomainTags.Size + json.Length];
        DomainTags.Evidence.CopyTo(bytes);
        json.CopyTo(bytes.AsSpan(DomainTags.Size));
        return Proof.Digest.Of(bytes);
    }

    /// <summary>Whether each committed leaf stands at its block of the tree with <paramref name="root"/> over <paramref name="blocks"/> leaves.</summary>
    public bool ProvesCommitted(MerkleSum root, int blocks)
    {
        var committed = Evidence.Committed;
        if (Paths.Count != committed.Count) return false;
        for (var i = 0; i < committed.Count; i++)
            if (Paths[i].Index != committed[i].Block || Paths[i].Leaves != blocks || !Paths[i].Proves(committed[i].Leaf, root))
                return false;
        return true;
    }
}
