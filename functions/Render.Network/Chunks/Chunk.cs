using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>A chunk of a file.</summary>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Offset">Where it begins in its file, bytes.</param>
/// <param name="Length">Bytes, 1 to <see cref="ChunkSizes.Largest"/>.</param>
public readonly record struct Chunk(Digest Digest, long Offset, int Length);
