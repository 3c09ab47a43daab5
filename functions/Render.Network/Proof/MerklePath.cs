using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Render.Network.Proof;

/// <summary>What proves that a leaf stands at a place of a Merkle-sum tree.</summary>
/// <param name="Index">The leaf's number, from 0.</param>
/// <param name="Leaves">Number of leaves of the tree; with <paramref name="Index"/> it says which side each sibling is on.</param>
/// <param name="Siblings">The siblings from the leaf up; levels on which the node moves up alone have none.</param>
public sealed record MerklePath(int Index, int Leaves, IReadOnlyList<MerkleSum> Siblings)
{
    private const int Prefix = 8;

    // 2³¹ leaves have 31 levels: anything longer is refused before it is read.
    private const int MaxSiblings = 31;

    /// <summary>Whether <paramref name="leaf"/> stands at <see cref="Index"/> of the tree with <paramref name="root"/>. Sums that overflow, and a sibling too many or too few, are false.</summary>
    public bool Proves(in MerkleSum leaf, in MerkleSum root)
    {
        if (Index < 0 || Index >= Leaves) return false;
        var node = leaf;
        var next = 0;
        for (var (at, width) = (Index, Leaves); width > 1; at /= 2, width = width / 2 + width % 2)
        {
            if ((at ^ 1) >= width) continue;
            if (next == Siblings.Count) return false;
            var sibling = Siblings[next++];
            if (ulong.MaxValue - node.Rays < sibling.Rays || ulong.MaxValue - node.Invalid < sibling.Invalid) return false;
            node = at % 2 == 0 ? MerkleSum.Combine(node, sibling) : MerkleSum.Combine(sibling, node);
        }

        return next == Siblings.Count && node == root;
    }

    /// <summary>The encoding: u32be index ‖ u32be leaves ‖ siblings of 48 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Prefix + Siblings.Count * MerkleSum.Size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Index);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Leaves);
        for (var i = 0; i < Siblings.Count; i++) Siblings[i].CopyTo(bytes.AsSpan(Prefix + i * MerkleSum.Size));
        return bytes;
    }

    /// <summary>Reads an encoding; false where it is malformed.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MerklePath? path)
    {
        path = null;
        if (bytes.Length < Prefix || (bytes.Length - Prefix) % MerkleSum.Size != 0 || (bytes.Length - Prefix) / MerkleSum.Size > MaxSiblings) return false;
        var index = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var leaves = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        if (index < 0 || index >= leaves) return false;
        var siblings = new MerkleSum[(bytes.Length - Prefix) / MerkleSum.Size];
        for (var i = 0; i < siblings.Length; i++) siblings[i] = MerkleSum.Read(bytes.Slice(Prefix + i * MerkleSum.Size, MerkleSum.Size));
        path = new MerklePath(index, leaves, siblings);
        return true;
    }
}
