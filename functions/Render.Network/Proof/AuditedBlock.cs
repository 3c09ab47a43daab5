namespace Render.Network.Proof;

/// <summary>What somebody holds to be a block's leaf: the node by its commitment, the auditor by its report.</summary>
/// <param name="Block">The block's number.</param>
/// <param name="Leaf">Hash, rays and invalid samples.</param>
public readonly record struct AuditedBlock(int Block, MerkleSum Leaf)
{
    /// <summary>Length of the encoding in bytes: u32be block ‖ leaf, 52.</summary>
    public const int Size = 4 + MerkleSum.Size;
}
