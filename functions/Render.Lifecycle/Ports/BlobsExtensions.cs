using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Whole blobs in memory, for small ones.</summary>
public static class BlobsExtensions
{
    /// <summary>Stores bytes.</summary>
    /// <exception cref="StorageFullException">No room.</exception>
    public static async Task<BlobInfo> Put(this IBlobs blobs, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await blobs.Put(stream, expected: null, cancellationToken);
    }

    /// <summary>Reads a blob whole.</summary>
    /// <param name="blobs">The store.</param>
    /// <param name="digest">Which blob.</param>
    /// <param name="maxLength">The most bytes to accept.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BlobNotFoundException">It is not here.</exception>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="maxLength"/>.</exception>
    public static async Task<byte[]> Read(this IBlobs blobs, Digest digest, int maxLength, CancellationToken cancellationToken = default)
    {
        await using var stream = await blobs.OpenRead(digest, cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxLength)
            {
                throw new InvalidDataException($"Blob {digest} is longer than the {maxLength} bytes allowed here.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
