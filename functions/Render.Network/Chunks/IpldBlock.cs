using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>A block of a Merkle DAG.</summary>
/// <param name="Cid">Its identifier.</param>
/// <param name="Bytes">Its bytes, of which the identifier holds the SHA-256.</param>
/// <param name="TreeBytes">Bytes of the block and of all blocks beneath it: what a link to it states.</param>
public sealed record IpldBlock(Cid Cid, ReadOnlyMemory<byte> Bytes, long TreeBytes)
{
    /// <summary>A node in protobuf.</summary>
    internal static IpldBlock Node(byte[] bytes, long beneath) => new(new Cid(CidCodec.DagPb, Digest.Of(bytes)), bytes, bytes.Length + beneath);
}
