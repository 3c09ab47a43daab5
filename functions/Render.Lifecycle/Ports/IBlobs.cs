using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Immutable bytes, addressed by their SHA-256. Writing is atomic: a blob is there whole or not at all.</summary>
/// <remarks>Where the store is another machine, every member may end in <see cref="StorageUnavailableException"/>, and so may reading what was opened.</remarks>
public interface IBlobs
{
    /// <summary>Stores the stream to its end; storing what is there already changes nothing.</summary>
    /// <param name="content">Read from its current position; not disposed.</param>
    /// <param name="expected">The digest it must have; null to take what comes.</param>
    /// <param name="cancellationToken">Stops reading; nothing is stored then.</param>
    /// <exception cref="BlobMismatchException">The content has another digest than expected; nothing is stored.</exception>
    /// <exception cref="StorageFullException">No room; nothing is stored, and what was stored before stays.</exception>
    Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a blob for reading; the caller disposes the stream.</summary>
    /// <exception cref="BlobNotFoundException">It is not here.</exception>
    Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>The blob's digest and length; null where it is not here.</summary>
    Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>Whether the blob is here.</summary>
    Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>Removes the blob; false where it was not here.</summary>
    Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default);
}
