using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Bytes do not have the digest they are said or stored to have.</summary>
/// <param name="expected">The digest asked for.</param>
/// <param name="actual">The digest of the bytes.</param>
public sealed class BlobMismatchException(Digest expected, Digest actual)
    : Exception($"The bytes hash to {actual}, not to {expected}.")
{
    /// <summary>The digest asked for.</summary>
    public Digest Expected { get; } = expected;

    /// <summary>The digest of the bytes.</summary>
    public Digest Actual { get; } = actual;
}
