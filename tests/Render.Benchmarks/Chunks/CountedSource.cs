using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;

namespace Render.Benchmarks.Chunks;

/// <summary>One file as a node gets it, every byte counted, the list too.</summary>
internal sealed class CountedSource(byte[] content) : IBlobSource, IChunkProvider
{
    private long bytes;

    public string Name => "coordinator";

    public long Bytes => bytes;

    public Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken) => throw new InvalidOperationException("It should have come in chunks.");

    public Task<ChunkSources?> FindChunks(Digest digest, long maxBytes, CancellationToken cancellationToken)
    {
        var list = ChunkList.Of(content);
        // As base64 within JSON.
        bytes += list.Encode().Length * 4L / 3;
        return Task.FromResult<ChunkSources?>(new ChunkSources(list, [], this));
    }

    public Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref bytes, chunk.Length);
        return Task.FromResult(content.AsSpan((int)chunk.Offset, chunk.Length).ToArray());
    }
}
