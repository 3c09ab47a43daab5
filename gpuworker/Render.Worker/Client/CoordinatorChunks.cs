using System.Net;
using System.Net.Http.Headers;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;

namespace Render.Worker.Client;

/// <summary>Chunks as stretches of their file, at the coordinator, or at the store where it grants that.</summary>
/// <param name="client">Asks.</param>
/// <param name="file">The file.</param>
/// <param name="place">Where the store has it; null: only through the coordinator.</param>
internal sealed class CoordinatorChunks(CoordinatorClient client, Digest file, Uri? place) : IChunkProvider
{
    /// <inheritdoc/>
    public string Name => "the coordinator";

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It serves no stretches of this file, only the whole.</exception>
    public async Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken)
    {
        using var answer = await client.OpenRange(file, place, new RangeHeaderValue(chunk.Offset, chunk.Offset + chunk.Length - 1), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.PartialContent && answer.Content.Headers.ContentLength != chunk.Length)
            throw new InvalidDataException($"File {file} is served whole only.");
        try
        {
            return await ChunkBody.Read(answer, chunk.Length, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new CoordinatorUnreachableException("the connection broke", e);
        }
    }
}
