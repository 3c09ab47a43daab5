using System.Collections.Concurrent;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Lifecycle.Contracts;

/// <summary><see cref="IBlobs"/> for tests of what stands on it.</summary>
public sealed class InMemoryBlobs : IBlobs
{
    private readonly ConcurrentDictionary<Digest, byte[]> _blobs = new();

    public async Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        var bytes = buffer.ToArray();
        var digest = Digest.Of(bytes);
        if (expected is { } wanted && wanted != digest)
        {
            throw new BlobMismatchException(wanted, digest);
        }

        _blobs[digest] = bytes;
        return new BlobInfo(digest, bytes.Length);
    }

    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) =>
        _blobs.TryGetValue(digest, out var bytes)
            ? Task.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : Task.FromException<Stream>(new BlobNotFoundException(digest));

    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) =>
        Task.FromResult<BlobInfo?>(_blobs.TryGetValue(digest, out var bytes) ? new BlobInfo(digest, bytes.Length) : null);

    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(_blobs.ContainsKey(digest));

    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(_blobs.TryRemove(digest, out _));
}
