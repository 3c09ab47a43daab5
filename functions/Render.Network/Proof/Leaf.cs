using System.Buffers.Binary;

namespace Render.Network.Proof;

/// <summary>The leaf of a commitment: SHA-256(tag ‖ task digest ‖ u32be block ‖ sums) with the block's rays and invalid samples.</summary>
public static class Leaf
{
    private const int Prefix = DomainTags.Size + Digest.Size + 4;

    /// <summary>The leaf of one block.</summary>
    /// <param name="task">The task's digest.</param>
    /// <param name="block">The block's number in the task's region.</param>
    /// <param name="sums">The block's sums, as the result file holds them: at most 64 pixels of 24 bytes.</param>
    /// <param name="rays">Rays traced for it.</param>
    /// <param name="invalid">Its samples that were not finite.</param>
    /// <exception cref="ArgumentException">More sums than a block has.</exception>
    public static MerkleSum Of(Digest task, int block, ReadOnlySpan<byte> sums, ulong rays, ulong invalid)
    {
        Span<byte> bytes = stackalloc byte[Prefix + 64 * ResultHeader.PixelSize];
        if (sums.Length > bytes.Length - Prefix) throw new ArgumentException("A block has at most 64 pixels.", nameof(sums));
        DomainTags.Leaf.CopyTo(bytes);
        task.CopyTo(bytes[DomainTags.Size..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(DomainTags.Size + Digest.Size)..], block);
        sums.CopyTo(bytes[Prefix..]);
        return new(Digest.Of(bytes[..(Prefix + sums.Length)]), rays, invalid);
    }
}
