using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Network.Tests.Chunks;

/// <summary>Bytes without pattern that are the same everywhere: SHA-256(name ‖ u32be i), i = 0, 1, …</summary>
internal static class ChunkData
{
    public static byte[] Bytes(string name, int length)
    {
        var seed = new byte[Encoding.ASCII.GetByteCount(name) + 4];
        Encoding.ASCII.GetBytes(name, seed);
        var bytes = new byte[length + 32];
        for (var i = 0; 32 * i < length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(seed.AsSpan(seed.Length - 4), i);
            SHA256.HashData(seed, bytes.AsSpan(32 * i));
        }

        return bytes[..length];
    }

    /// <summary>The list of a file of so many chunks of 64 KiB, as no chunker would cut it.</summary>
    public static ChunkList Even(int count)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var chunks = new MemoryStream();
        var piece = new byte[ChunkSizes.Smallest];
        for (var i = 0; i < count; i++)
        {
            piece.AsSpan().Fill((byte)(i % 251));
            BinaryPrimitives.WriteInt32BigEndian(piece, i);
            whole.AppendData(piece);
            chunks.Write(Digest.Of(piece).ToArray());
            chunks.Write([0, 1, 0, 0]);
        }

        var head = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(head, (long)count * piece.Length);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), count);
        return ChunkList.Decode([.. DomainTags.Chunks, .. whole.GetHashAndReset(), .. head, .. chunks.ToArray()], long.MaxValue);
    }
}
