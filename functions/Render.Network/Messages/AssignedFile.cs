using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A file of a scene package.</summary>
/// <param name="Path">Path inside the package: relative, forward slashes, no <c>..</c>.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record AssignedFile(string Path, Digest Digest, long Bytes)
{
    /// <summary>Digest of its chunk list, which is a blob; null: it travels whole.</summary>
    public Digest? Chunks { get; init; }
}
