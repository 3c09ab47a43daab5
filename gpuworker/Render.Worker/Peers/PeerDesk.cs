using System.Globalization;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;

namespace Render.Worker.Peers;

/// <summary>
/// Decides what this node gives to other nodes: stretches of scene files that its cache holds, to whom the coordinator granted them, no more at once than a chunk and
/// no more a second than its limit. Safe from any thread.
/// </summary>
public sealed class PeerDesk
{
    private const string Prefix = "/v1/files/";
    private static readonly Digest EmptyBody = Digest.Of([]);

    private readonly FileCache cache;
    private readonly Digest self;
    private readonly ServeLimit limit;
    private readonly Func<DateTimeOffset> now;
    private readonly Lock gate = new();
    private Digest network;
    private NodeKey? coordinator;

    /// <summary>A desk over a cache.</summary>
    /// <param name="cache">What can be served.</param>
    /// <param name="self">SHA-256 of this node's public key.</param>
    /// <param name="bytesPerSecond">Most bytes served a second.</param>
    /// <param name="now">The coordinator's time, as far as known.</param>
    /// <param name="clock">Measures the limit.</param>
    public PeerDesk(FileCache cache, Digest self, long bytesPerSecond, Func<DateTimeOffset> now, TimeProvider clock)
    {
        (this.cache, this.self, this.now) = (cache, self, now);
        limit = new ServeLimit(Math.Max(bytesPerSecond, ChunkSizes.Largest), clock);
    }

    /// <summary>The route of a file.</summary>
    public static string Route => Prefix + "{digest}";

    /// <summary>Path of a file.</summary>
    public static string TargetOf(Digest file) => Prefix + file;

    /// <summary>Takes note of what the coordinator said: without its key nothing is served.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="grantKey">The key that verifies grants now, SubjectPublicKeyInfo.</param>
    public void Learn(Digest networkId, byte[]? grantKey)
    {
        lock (gate)
        {
            network = networkId;
            if (grantKey is not null && coordinator?.Digest != Digest.Of(grantKey) && NodeKey.TryImport(grantKey, out var key))
            {
                coordinator?.Dispose();
                coordinator = key;
            }
        }
    }

    /// <summary>Answers another node.</summary>
    public PeerAnswer Answer(PeerRequest request)
    {
        var count = request.To - request.From + 1;
        if (request.From < 0 || request.To < request.From || count > ChunkSizes.Largest)
            return PeerAnswer.Refused(416);
        if (!IsGranted(request))
            return PeerAnswer.Refused(403);
        if (!limit.TryTake((int)count))
            return PeerAnswer.Refused(503);
        try
        {
            using var file = File.OpenHandle(cache.PathOf(request.File), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return PeerAnswer.Read(file, request.From, (int)count) ?? PeerAnswer.Refused(416);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PeerAnswer.Refused(404);
        }
    }

    /// <summary>Whether the coordinator let the sender read this file here, and the sender is who it says.</summary>
    private bool IsGranted(PeerRequest request)
    {
        var key = Base64(request.Key, 256);
        var signature = Base64(request.Signature, NodeSignature.Size);
        var time = now().ToUnixTimeMilliseconds();
        lock (gate)
            if (coordinator is null || PeerGrant.Open(Base64(request.Grant, PeerGrant.SignedSize), coordinator) is not { } grant
                || !grant.Allows(network, self, Digest.Of(key), request.File, (ulong)time))
                return false;
        if (!ulong.TryParse(request.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) || !NodeKey.TryImport(key, out var reader))
            return false;
        using (reader)
            return new SignedRequest(reader.Digest, sent, EmptyBody, "GET", request.Target).Verify(reader, signature, (ulong)time) == RequestCheck.Valid;
    }

    private static byte[] Base64(string? text, int most)
    {
        var bytes = new byte[most];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
