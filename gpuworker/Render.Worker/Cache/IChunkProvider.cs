using Render.Network.Chunks;

namespace Render.Worker.Cache;

/// <summary>Gives chunks of one file. What it gives is checked by whoever asked: nothing here is trusted. Safe from any thread.</summary>
public interface IChunkProvider
{
    /// <summary>Who it is, for people.</summary>
    string Name { get; }

    /// <summary>A chunk's bytes, as many as it has.</summary>
    /// <exception cref="ChunkUnavailableException">It cannot give the chunk.</exception>
    Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken);
}
