using System.Globalization;
using System.Net.Http.Headers;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Identity;

namespace Render.Worker.Peers;

/// <summary>Chunks of a file at another node, by the coordinator's grant.</summary>
/// <param name="http">Carries requests.</param>
/// <param name="identity">Signs them.</param>
/// <param name="peer">The node, and the grant.</param>
/// <param name="file">The file.</param>
/// <param name="now">The coordinator's time, as far as known.</param>
/// <param name="clock">Limits answers.</param>
internal sealed class PeerChunks(HttpClient http, NodeIdentity identity, PeerSource peer, Digest file, Func<DateTimeOffset> now, TimeProvider clock) : IChunkProvider
{
    private static readonly Digest EmptyBody = Digest.Of([]);

    /// <inheritdoc/>
    public string Name => peer.Node.Value;

    /// <summary>The coordinator's grant.</summary>
    public byte[] Grant => peer.Grant;

    /// <inheritdoc/>
    public Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken)
    {
        var target = PeerDesk.TargetOf(file);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Address, target));
        request.Headers.Range = new RangeHeaderValue(chunk.Offset, chunk.Offset + chunk.Length - 1);
        var time = (ulong)now().ToUnixTimeMilliseconds();
        var signature = identity.Sign(new SignedRequest(identity.KeyDigest, time, EmptyBody, request.Method.Method, target).ToArray());
        request.Headers.Add(WireHeaders.Key, Convert.ToBase64String(identity.PublicKey));
        request.Headers.Add(WireHeaders.Timestamp, time.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WireHeaders.Signature, Convert.ToBase64String(signature));
        request.Headers.Add(WireHeaders.Grant, Convert.ToBase64String(peer.Grant));
        return StrangersChunk.Get(http, request, chunk, clock, cancellationToken);
    }
}
