using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Identity;
using Render.Worker.Peers;

namespace Render.Worker.Client;

/// <summary>Where a node's files come from: the coordinator, and beside it nodes that it names and an IPFS gateway, if the operator names one.</summary>
/// <param name="client">The coordinator.</param>
/// <param name="others">Carries requests to nodes and gateway; follows no redirections, so that nobody is sent where it was not granted to go.</param>
/// <param name="identity">Signs requests to nodes.</param>
/// <param name="gateway">An IPFS gateway; null: none is asked.</param>
/// <param name="clock">Limits answers.</param>
internal sealed class NetworkSource(CoordinatorClient client, HttpClient others, NodeIdentity identity, Uri? gateway, TimeProvider clock) : IBlobSource
{
    /// <inheritdoc/>
    public Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken) =>
        client.GetBlob(digest, destination, maxBytes, cancellationToken);

    /// <inheritdoc/>
    public async Task<ChunkSources?> FindChunks(Digest digest, long maxBytes, CancellationToken cancellationToken)
    {
        if (await client.Sources(digest, cancellationToken) is not { Chunks: { } encoded } found)
            return null;
        try
        {
            var list = ChunkList.Decode(encoded, maxBytes);
            List<IChunkProvider> providers = [.. found.Peers.Where(IsFit).Take(PeerChoice.Most).Select(peer => new PeerChunks(others, identity, peer, digest, () => client.CoordinatorTime, clock))];
            if (gateway is not null)
                providers.Add(new GatewayChunks(others, gateway, clock));
            return new ChunkSources(list, providers, new CoordinatorChunks(client, digest, await client.PlaceOf(digest, list.Length, cancellationToken)));
        }
        catch (ChunkListException)
        {
            // Whatever it is, the file can be had whole.
            return null;
        }
    }

    private static bool IsFit(PeerSource peer) => peer.Address.IsAbsoluteUri && (peer.Address.Scheme == Uri.UriSchemeHttp || peer.Address.Scheme == Uri.UriSchemeHttps);

    /// <inheritdoc/>
    public async Task Received(ChunkSources sources, IReadOnlyDictionary<IChunkProvider, long> received, CancellationToken cancellationToken)
    {
        PeerBytes[] peers = [.. received.Where(from => from.Key is PeerChunks).Select(from => new PeerBytes(((PeerChunks)from.Key).Grant, from.Value))];
        if (peers.Length == 0)
            return;
        try
        {
            await client.Received(sources.List.File, new BytesReceived(peers), cancellationToken);
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException)
        {
            // Nothing depends on it: what is not told is not counted.
        }
    }
}
