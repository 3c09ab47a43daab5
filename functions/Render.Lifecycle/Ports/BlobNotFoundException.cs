using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>A blob is asked for that the store does not hold.</summary>
/// <param name="digest">Its digest.</param>
public sealed class BlobNotFoundException(Digest digest) : Exception($"Blob {digest} is not in the store.")
{
    /// <summary>Its digest.</summary>
    public Digest Digest { get; } = digest;
}
