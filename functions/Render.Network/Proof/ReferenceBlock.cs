using System.Text.Json.Serialization;

namespace Render.Network.Proof;

/// <summary>What the reference CPU says about a block.</summary>
/// <param name="Block">The block's number.</param>
/// <param name="Leaf">The leaf it computed.</param>
/// <param name="Dispute">The pixels, where <paramref name="Leaf"/> is not what the node committed to; else null.</param>
/// <param name="AuditorDispute">The pixels, where the auditor's leaf is neither that nor the node's, and the auditor showed them; else null.</param>
public sealed record ReferenceBlock(
    int Block, MerkleSum Leaf, BlockDispute? Dispute, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BlockDispute? AuditorDispute = null);
