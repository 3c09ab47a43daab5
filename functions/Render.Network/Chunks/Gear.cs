using System.Security.Cryptography;

namespace Render.Network.Chunks;

/// <summary>The table of the Gear hash: a fixed random number for each value of a byte.</summary>
/// <remarks>
/// As the authors of FastCDC make theirs (destor, <c>src/chunking</c>): entry <c>i</c> is the first eight bytes of a digest of 64 bytes <c>i</c>.
/// The digest is SHA-256, where they take MD5, which some systems refuse to compute. Big-endian.
/// </remarks>
public static class Gear
{
    private static readonly ulong[] Table = Create();

    /// <summary>256 entries, by the value of a byte.</summary>
    public static ReadOnlySpan<ulong> Values => Table;

    private static ulong[] Create()
    {
        var table = new ulong[256];
        Span<byte> seed = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < table.Length; i++)
        {
            seed.Fill((byte)i);
            SHA256.HashData(seed, hash);
            table[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
        }

        return table;
    }
}
