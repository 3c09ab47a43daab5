namespace Render.Network.Chunks;

/// <summary>Bytes are not a chunk list.</summary>
/// <param name="reason">What is wrong with them.</param>
public sealed class ChunkListException(string reason) : Exception($"The chunk list is refused: {reason}.");
