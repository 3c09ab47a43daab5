using Render.Network.Chunks;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>How a node may put a file together.</summary>
/// <param name="Chunks">The file's chunk list, as <see cref="ChunkList.Encode"/> writes it; null: it travels whole.</param>
/// <param name="Peers">Nodes that hold the file and serve it, at most <see cref="PeerChoice.Most"/>.</param>
public sealed record BlobSources(byte[]? Chunks, IReadOnlyList<PeerSource> Peers);

/// <summary>A node that serves a file to another.</summary>
/// <param name="Node">Which.</param>
/// <param name="Address">Where it serves.</param>
/// <param name="Grant">Leave to read there: a <see cref="PeerGrant"/> and its signature.</param>
public sealed record PeerSource(NodeId Node, Uri Address, byte[] Grant);

/// <summary>A node tells what it received of a file from others.</summary>
/// <param name="Peers">From whom, at most <see cref="PeerChoice.Most"/>.</param>
public sealed record BytesReceived(IReadOnlyList<PeerBytes> Peers);

/// <summary>What came by one grant.</summary>
/// <param name="Grant">The grant, as it was given.</param>
/// <param name="Bytes">Bytes that had the right digest, 1 to the file's length.</param>
public sealed record PeerBytes(byte[] Grant, long Bytes);

/// <summary>What was counted.</summary>
/// <param name="Bytes">Bytes; a grant that was told of before adds none.</param>
public sealed record BytesCounted(long Bytes);
