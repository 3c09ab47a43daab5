using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>Which chunks a file consists of, in order. The file is known by the SHA-256 of all its bytes, as any blob; the list says how it can be put together.</summary>
/// <remarks>
/// Encoding, version 1, integers big-endian: tag <c>render.chnk.v1</c> ‖ SHA-256 of the file ‖ u64 its length ‖ u32 count ‖ for each chunk its
/// SHA-256 and u32 length. There is one encoding of a list: a file of at most <see cref="ChunkSizes.Largest"/> bytes is one chunk, an empty one
/// none, and only the last chunk may be shorter than <see cref="ChunkSizes.Smallest"/>. Where the cuts are, the decoder cannot know; a list
/// with others is of use to nobody and of harm to nobody. Immutable, safe to share between threads.
/// </remarks>
public sealed class ChunkList
{
    /// <summary>Most chunks of a list: 65,536, which is at least 4 GiB.</summary>
    public const int MostChunks = 1 << 16;

    /// <summary>Content type of an encoded list.</summary>
    public const string MediaType = "application/vnd.render.chunks";

    private const int HeadBytes = DomainTags.Size + Digest.Size + 8 + 4;
    private const int ChunkBytes = Digest.Size + 4;

    internal ChunkList(Digest file, long length, IReadOnlyList<Chunk> chunks) => (File, Length, Chunks) = (file, length, chunks);

    /// <summary>Most bytes of an encoding.</summary>
    public static int MostBytes => HeadBytes + MostChunks * ChunkBytes;

    /// <summary>SHA-256 of the whole file.</summary>
    public Digest File { get; }

    /// <summary>Its bytes.</summary>
    public long Length { get; }

    /// <summary>Its chunks, in order.</summary>
    public IReadOnlyList<Chunk> Chunks { get; }

    /// <summary>The list of a file in memory.</summary>
    /// <exception cref="ChunkListException">It has more than <see cref="MostChunks"/> chunks.</exception>
    public static ChunkList Of(ReadOnlySpan<byte> content)
    {
        using var builder = new ChunkListBuilder();
        builder.Append(content);
        return builder.Finish();
    }

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[HeadBytes + Chunks.Count * ChunkBytes];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.Chunks);
        writer.Digest(File);
        writer.UInt64((ulong)Length);
        writer.UInt32((uint)Chunks.Count);
        foreach (var chunk in Chunks)
        {
            writer.Digest(chunk.Digest);
            writer.UInt32((uint)chunk.Length);
        }

        writer.End();
        return bytes;
    }

    /// <summary>Reads canonical bytes; nothing else passes.</summary>
    /// <param name="bytes">As <see cref="Encode"/> writes them; untrusted.</param>
    /// <param name="mostLength">The longest file to accept.</param>
    /// <exception cref="ChunkListException">They are no list, or of a longer file.</exception>
    public static ChunkList Decode(ReadOnlySpan<byte> bytes, long mostLength)
    {
        if (bytes.Length < HeadBytes || !bytes.StartsWith(DomainTags.Chunks))
            throw new ChunkListException("it does not begin as one");
        var reader = new FixedReader(bytes[DomainTags.Size..]);
        var (file, length, count) = (reader.Digest(), reader.UInt64(), reader.UInt32());
        if (length > (ulong)mostLength)
            throw new ChunkListException("its file is longer than allowed here");
        if (count > MostChunks || bytes.Length != HeadBytes + (long)count * ChunkBytes)
            throw new ChunkListException("it has not as many chunks as it says");
        var chunks = new Chunk[count];
        var offset = 0L;
        for (var i = 0; i < chunks.Length; i++)
        {
            var (digest, size) = (reader.Digest(), reader.UInt32());
            if (size is 0 or > ChunkSizes.Largest || (size < ChunkSizes.Smallest && i < chunks.Length - 1))
                throw new ChunkListException("a chunk has a length that no chunk has");
            chunks[i] = new Chunk(digest, offset, (int)size);
            offset += size;
        }

        if (offset != (long)length)
            throw new ChunkListException("its chunks are not as long as its file");
        if (offset <= ChunkSizes.Largest && (chunks.Length > 1 || (chunks.Length == 1 && chunks[0].Digest != file)))
            throw new ChunkListException("a file of this size is one chunk, which is the file");
        return new ChunkList(file, offset, chunks);
    }
}
