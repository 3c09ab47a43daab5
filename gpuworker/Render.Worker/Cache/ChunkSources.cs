using Render.Network.Chunks;

namespace Render.Worker.Cache;

/// <summary>How a file can be put together.</summary>
/// <param name="List">Its chunks; untrusted until the whole has its digest.</param>
/// <param name="Others">Who gives chunks beside the coordinator; any of them may lie, die or refuse.</param>
/// <param name="Coordinator">Who gives any chunk in the end. Ends in <see cref="Client.CoordinatorUnreachableException"/> and <see cref="Client.CoordinatorRefusedException"/> like every request to it.</param>
public sealed record ChunkSources(ChunkList List, IReadOnlyList<IChunkProvider> Others, IChunkProvider Coordinator);
