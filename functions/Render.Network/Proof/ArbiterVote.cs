using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What arbiters decide on: the 32-byte hash of the disputed block's leaf, SHA-256(tag ‖ hash ‖ rays ‖ invalid). It is committed to as replicas commit to
/// roots, and shown by a signed report on that one block when all have committed or their time is over.
/// </summary>
public static class ArbiterVote
{
    /// <summary>The hash of a leaf.</summary>
    public static Digest Of(in MerkleSum leaf)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + MerkleSum.Size];
        DomainTags.Vote.CopyTo(bytes);
        leaf.CopyTo(bytes[DomainTags.Size..]);
        return Digest.Of(bytes);
    }

    /// <summary>An arbiter's commitment.</summary>
    /// <param name="leaf">What it computed.</param>
    /// <param name="arbiter">SHA-256 of its public key.</param>
    /// <param name="lease">The lease under which it arbitrates.</param>
    /// <param name="salt">32 bytes that only it knows until it reveals.</param>
    public static Digest Commit(in MerkleSum leaf, Digest arbiter, LeaseId lease, Digest salt) => ReplicaCommitment.Of(Of(leaf), arbiter, lease, salt);

    /// <summary>Whether a report on the disputed block, and that alone, opens a commitment.</summary>
    public static bool Opens(Digest commitment, AuditReport report, int block, Digest salt) =>
        report.Blocks is [var only] && only.Block == block && Commit(only.Leaf, report.Auditor, report.Lease, salt) == commitment;
}
