using System.Net.Http.Headers;
using Render.Network.Chunks;
using Render.Worker.Cache;

namespace Render.Worker.Peers;

/// <summary>Chunks as raw blocks from an IPFS gateway (<see href="https://specs.ipfs.tech/http-gateways/trustless-gateway/"/>): whatever was published there by its CID.</summary>
/// <param name="http">Carries requests.</param>
/// <param name="gateway">Its base address, e.g. <c>http://127.0.0.1:8080</c>.</param>
/// <param name="clock">Limits answers.</param>
public sealed class GatewayChunks(HttpClient http, Uri gateway, TimeProvider clock) : IChunkProvider
{
    /// <summary>Content type of a block.</summary>
    public const string MediaType = "application/vnd.ipld.raw";

    /// <inheritdoc/>
    public string Name => $"gateway {gateway.Authority}";

    /// <inheritdoc/>
    public Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"/ipfs/{Cid.Raw(chunk.Digest)}?format=raw"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
        return StrangersChunk.Get(http, request, chunk, clock, cancellationToken);
    }
}
