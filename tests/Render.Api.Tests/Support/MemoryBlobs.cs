using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Api.Tests.Support;

/// <summary>Blobs in memory; full on demand.</summary>
internal sealed class MemoryBlobs : IBlobs
{
    private readonly Dictionary<Digest, byte[]> blobs = [];

    public Digest Add(byte[] content)
    {
        var digest = Digest.Of(content);
        blobs[digest] = content;
        return digest;
    }

    public async Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        var actual = Digest.Of(buffer.ToArray());
        if (expected is { } wanted && wanted != actual)
            throw new BlobMismatchException(wanted, actual);
        blobs[actual] = buffer.ToArray();
        return new BlobInfo(actual, buffer.Length);
    }

    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) =>
        blobs.TryGetValue(digest, out var content) ? Task.FromResult<Stream>(new MemoryStream(content)) : throw new BlobNotFoundException(digest);

    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) =>
        Task.FromResult<BlobInfo?>(blobs.TryGetValue(digest, out var content) ? new BlobInfo(digest, content.Length) : null);

    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(blobs.ContainsKey(digest));

    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(blobs.Remove(digest));
}
