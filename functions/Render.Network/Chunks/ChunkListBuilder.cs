using System.Security.Cryptography;
using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>Cuts a file into chunks as its bytes come, however they are portioned. Holds four chunks at most; not safe to share between threads.</summary>
public sealed class ChunkListBuilder : IDisposable
{
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<Chunk> chunks = [];
    private readonly byte[] buffer = new byte[4 * ChunkSizes.Largest];
    private int start;
    private int end;
    private long offset;

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="ChunkListException">The file has more than <see cref="ChunkList.MostChunks"/> chunks.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        whole.AppendData(bytes);
        while (!bytes.IsEmpty)
        {
            if (end == buffer.Length)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            var taken = bytes[..Math.Min(bytes.Length, buffer.Length - end)];
            taken.CopyTo(buffer.AsSpan(end));
            end += taken.Length;
            bytes = bytes[taken.Length..];
            // One byte more than the largest chunk: until then the file may be a single one.
            while (end - start > ChunkSizes.Largest)
                Take(FastCdc.Cut(buffer.AsSpan(start, end - start)));
        }
    }

    /// <summary>The list of all that was appended.</summary>
    /// <exception cref="ChunkListException">The file has more than <see cref="ChunkList.MostChunks"/> chunks.</exception>
    public ChunkList Finish()
    {
        if (chunks.Count == 0 && end > start)
            Take(end - start);
        while (end > start)
            Take(FastCdc.Cut(buffer.AsSpan(start, end - start)));
        return new ChunkList(new Digest(whole.GetHashAndReset()), offset, [.. chunks]);
    }

    /// <inheritdoc/>
    public void Dispose() => whole.Dispose();

    private void Take(int length)
    {
        if (chunks.Count == ChunkList.MostChunks)
            throw new ChunkListException("its file is longer than a list can say");
        chunks.Add(new Chunk(Digest.Of(buffer.AsSpan(start, length)), offset, length));
        start += length;
        offset += length;
    }
}
