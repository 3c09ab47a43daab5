namespace Render.Network.Chunks;

/// <summary>What a CID's block is: codes of the multicodec table.</summary>
public enum CidCodec
{
    /// <summary>Bytes as they are.</summary>
    Raw = 0x55,

    /// <summary>A node of a Merkle DAG in protobuf.</summary>
    DagPb = 0x70,
}
