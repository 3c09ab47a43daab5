using System.Buffers.Binary;

namespace Render.Network.Proof;

/// <summary>A node of a Merkle-sum tree: a hash, and the sums of everything below it.</summary>
/// <param name="Hash">The hash of the leaf or inner node.</param>
/// <param name="Rays">Rays traced below.</param>
/// <param name="Invalid">Samples below that were not finite.</param>
public readonly record struct MerkleSum(Digest Hash, ulong Rays, ulong Invalid)
{
    /// <summary>Length of the encoding in bytes: hash ‖ u64be rays ‖ u64be invalid, 48.</summary>
    public const int Size = Digest.Size + 16;

    /// <summary>
    /// The parent: SHA-256(tag ‖ left.hash ‖ left.rays ‖ left.invalid ‖ right.hash ‖ right.rays ‖ right.invalid), numbers u64
    /// big-endian, with the sums added. The sums of both children are hashed, so none can be shifted between them.
    /// </summary>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static MerkleSum Combine(in MerkleSum left, in MerkleSum right)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + 2 * Size];
        DomainTags.Node.CopyTo(bytes);
        left.CopyTo(bytes[DomainTags.Size..]);
        right.CopyTo(bytes[(DomainTags.Size + Size)..]);
        return new(Digest.Of(bytes), checked(left.Rays + right.Rays), checked(left.Invalid + right.Invalid));
    }

    /// <summary>Writes the encoding to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        Hash.CopyTo(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[Digest.Size..], Rays);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(Digest.Size + 8)..], Invalid);
    }

    /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Size"/>.</exception>
    public static MerkleSum Read(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(new Digest(bytes[..Digest.Size]), BinaryPrimitives.ReadUInt64BigEndian(bytes[Digest.Size..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[(Digest.Size + 8)..]))
        : throw new ArgumentException("A Merkle-sum node has exactly 48 bytes.", nameof(bytes));
}
