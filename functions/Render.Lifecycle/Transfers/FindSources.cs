using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Transfers;

/// <summary>Tells a node how it can put a file together: the file's chunk list, and which nodes hold it, with leave to read there.</summary>
internal sealed class FindSources(TaskBoard board, ReadableBlobs readable, Places places, IBlobs blobs, GrantKey key, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Answers a node; whether it may read the file is the caller's to have asked.</summary>
    public async Task<Outcome<BlobSources>> Run(NodeId id, Digest file, CancellationToken cancellationToken)
    {
        if (board.Node(id) is not { } reader)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        if (readable.Find(file) is not { Chunks: { } list } found)
            return new BlobSources(null, []);
        var policies = readable.PlacesOf(found.Packages).Where(policy => !policy.AllowsAll).ToList();
        // Of several jobs that share the file, any could be the reader's: who serves must do for all of them.
        var holders = board.Holders(found.Packages)
            .Where(holder => policies.Count == 0 || policies.All(policy => places.Of(holder).Misfit(policy) is null))
            .ToDictionary(holder => holder.KeyDigest);
        return new BlobSources(
            await blobs.Read(list, ChunkList.MostBytes, cancellationToken),
            [.. PeerChoice.For(reader.KeyDigest, file, holders.Keys).Select(holder => Source(holders[holder], reader, file))]);
    }

    private PeerSource Source(BoardNode holder, BoardNode reader, Digest file)
    {
        var expires = (clock.GetUtcNow() + options.GrantLife).ToUnixTimeMilliseconds();
        return new PeerSource(
            holder.Id, holder.Record.ChunkAddress!, key.Sign(new PeerGrant(options.NetworkId, holder.KeyDigest, reader.KeyDigest, file, (ulong)expires)));
    }
}
