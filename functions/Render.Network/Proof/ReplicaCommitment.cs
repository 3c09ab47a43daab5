using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What a replica publishes before any replica opens: SHA-256(tag ‖ root ‖ node ‖ lease ‖ salt). The salt hides the root, and node and
/// lease bind it to one replica, so a commitment can neither be read nor copied.
/// </summary>
public static class ReplicaCommitment
{
    /// <summary>The commitment.</summary>
    /// <param name="root">The root hash of the replica's tree.</param>
    /// <param name="node">The node: SHA-256 of its public key.</param>
    /// <param name="lease">The lease under which it rendered.</param>
    /// <param name="salt">32 bytes that only the node knows until it opens.</param>
    public static Digest Of(Digest root, Digest node, LeaseId lease, Digest salt)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + 3 * Digest.Size + LeaseId.Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.ReplicaCommitment);
        writer.Digest(root);
        writer.Digest(node);
        writer.Lease(lease);
        writer.Digest(salt);
        writer.End();
        return Digest.Of(bytes);
    }

    /// <summary>Whether a receipt opens <paramref name="commitment"/> with <paramref name="salt"/>.</summary>
    public static bool Opens(Digest commitment, Receipt receipt, Digest salt) => Of(receipt.Root, receipt.Node, receipt.Lease, salt) == commitment;
}
