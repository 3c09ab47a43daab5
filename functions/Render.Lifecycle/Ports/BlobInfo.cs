using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>A stored blob.</summary>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Length">Bytes, not negative.</param>
public readonly record struct BlobInfo(Digest Digest, long Length);
