using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Transfers;

/// <summary>
/// Counts what nodes served to one another, by the word of who received it, since a server would gain by saying more. A grant counts once and for
/// its file's length at most. Nothing is paid for it. What a restart forgets is not counted.
/// </summary>
internal sealed class CountBytes(TaskBoard board, ReadableBlobs readable, GrantKey key, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>A reading may end, and be told, this long after its grant.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<Digest, ulong> counted = [];

    /// <summary>Takes a reader's word; repeating it adds nothing.</summary>
    public Outcome<BytesCounted> Run(NodeId id, Digest file, BytesReceived message)
    {
        if (board.Node(id) is not { } reader)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        if (message.Peers.Count > PeerChoice.Most)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.FormInvalid, "The list is too long.");
        var since = (ulong)(clock.GetUtcNow() - Late).ToUnixTimeMilliseconds();
        var grants = message.Peers.Select(peer => (Grant: key.Open(peer.Grant), Id: Digest.Of(peer.Grant), peer.Bytes)).ToList();
        foreach (var (grant, _, bytes) in grants)
            if (grant is null || !grant.Allows(options.NetworkId, grant.Holder, reader.KeyDigest, file, since) || bytes < 1 || bytes > readable.Find(file)?.Bytes)
                return new Refusal(RefusalKind.Invalid, RefusalCodes.GrantInvalid, "A grant is not for this, or too old.");
        var total = 0L;
        foreach (var (grant, grantId, bytes) in grants)
            if (IsNew(grantId, grant!.ExpiresUnixMs, since))
            {
                board.Stand(NodeKey.IdOf(grant.Holder), standing => standing with { BytesServed = standing.BytesServed + bytes });
                board.Stand(id, standing => standing with { BytesFromPeers = standing.BytesFromPeers + bytes });
                total += bytes;
            }

        return new BytesCounted(total);
    }

    private bool IsNew(Digest grant, ulong expires, ulong since)
    {
        lock (gate)
        {
            foreach (var old in counted.Where(entry => entry.Value <= since).Select(entry => entry.Key).ToList())
                counted.Remove(old);
            return counted.TryAdd(grant, expires);
        }
    }
}
