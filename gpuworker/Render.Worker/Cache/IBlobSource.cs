using Render.Network.Proof;

namespace Render.Worker.Cache;

/// <summary>Where files come from that the cache does not hold.</summary>
public interface IBlobSource
{
    /// <summary>Appends what is missing of a blob; see <see cref="Client.CoordinatorClient.GetBlob"/>.</summary>
    Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken);

    /// <summary>How the file can be put together from chunks; null: it travels whole.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="maxBytes">Most bytes it may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ChunkSources?> FindChunks(Digest digest, long maxBytes, CancellationToken cancellationToken) => Task.FromResult<ChunkSources?>(null);

    /// <summary>Tells, as well as it can be told, what came from whom.</summary>
    /// <param name="sources">As found.</param>
    /// <param name="received">Bytes that had the right digest, by provider.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Received(ChunkSources sources, IReadOnlyDictionary<IChunkProvider, long> received, CancellationToken cancellationToken) => Task.CompletedTask;
}
