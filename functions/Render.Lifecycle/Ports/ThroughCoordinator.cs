using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary><see cref="IBlobTransfers"/> of a host whose store lets nobody in: everything goes through the coordinator.</summary>
public sealed class ThroughCoordinator : IBlobTransfers
{
    /// <inheritdoc/>
    public Task<DownloadGrant?> Download(Digest blob, CancellationToken cancellationToken = default) => Task.FromResult<DownloadGrant?>(null);

    /// <inheritdoc/>
    public Task<UploadGrant?> Upload(NodeId node, Digest blob, long length, CancellationToken cancellationToken = default) => Task.FromResult<UploadGrant?>(null);

    /// <inheritdoc/>
    public Task<BlobInfo> TakeIn(NodeId node, Digest blob, string ticket, long limit, CancellationToken cancellationToken = default) =>
        Task.FromException<BlobInfo>(new UploadRefusedException("Nothing was granted here: blobs go through the coordinator."));
}
