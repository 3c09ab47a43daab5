using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Proofs;

/// <summary>What a node is convicted of. Written down before anything is done about it, so that a crash in between is made good at the next start.</summary>
/// <param name="Node">The node.</param>
/// <param name="Fault">Forged, Equivocated or Colluded.</param>
/// <param name="Evidence">Digest of the receipt whose verdict convicts; for equivocation, of the second receipt.</param>
/// <param name="Task">Where it was caught.</param>
/// <param name="Block">The first block that convicts; −1 where no block does.</param>
/// <param name="Detail">In words and figures.</param>
/// <param name="Done">Whether stake, ban and revocations are all through.</param>
internal sealed record Conviction(NodeId Node, Fault Fault, Digest Evidence, TaskId Task, int Block, string Detail, bool Done = false)
{
    /// <summary>Partition of all convictions.</summary>
    public const string Partition = "convictions";

    /// <summary>The row's key: a verdict may convict both who rendered and who audited.</summary>
    public string Row() => Fault == Fault.Colluded ? $"{Evidence}~auditor" : Evidence.ToString();
}
