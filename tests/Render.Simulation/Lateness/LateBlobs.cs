using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Simulation.Lateness;

/// <summary>A content store that is late.</summary>
internal sealed class LateBlobs(IBlobs inner, Delay delay, TimeProvider clock) : IBlobs
{
    public Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default) =>
        Late(() => inner.Put(content, expected, cancellationToken), cancellationToken);

    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) => Late(() => inner.OpenRead(digest, cancellationToken), cancellationToken);

    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) => Late(() => inner.Find(digest, cancellationToken), cancellationToken);

    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => Late(() => inner.Exists(digest, cancellationToken), cancellationToken);

    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => Late(() => inner.Delete(digest, cancellationToken), cancellationToken);

    private Task<T> Late<T>(Func<Task<T>> step, CancellationToken cancellationToken) => delay.Run(step, clock, cancellationToken);
}
