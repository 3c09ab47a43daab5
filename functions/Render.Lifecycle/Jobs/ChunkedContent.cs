using Render.Lifecycle.Ports;
using Render.Network.Chunks;

namespace Render.Lifecycle.Jobs;

/// <summary>A file read from its stored chunks, one in memory at a time.</summary>
internal sealed class ChunkedContent(IBlobs blobs, ChunkList list) : Stream
{
    private ReadOnlyMemory<byte> rest;
    private int next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => list.Length;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="BlobNotFoundException">A chunk is not here.</exception>
    /// <exception cref="InvalidDataException">A chunk is not as long as its list says.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rest.IsEmpty && next < list.Chunks.Count)
        {
            var chunk = list.Chunks[next++];
            rest = await blobs.Read(chunk.Digest, chunk.Length, cancellationToken);
            if (rest.Length != chunk.Length)
                throw new InvalidDataException($"Chunk {chunk.Digest} is not as long as its list says.");
        }

        var read = Math.Min(rest.Length, buffer.Length);
        rest[..read].CopyTo(buffer);
        rest = rest[read..];
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously: its chunks may be far away.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
