using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders honestly, and audits to frame others: it computes what is right and reports that the first block differs.</summary>
internal sealed class LyingAuditor : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "lying-auditor";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override IReadOnlyList<AuditedBlock>? Audit(NodeMachine node, WorkAssignment work) =>
        [.. base.Audit(node, work)!.Select((leaf, i) => i == 0 ? leaf with { Leaf = leaf.Leaf with { Hash = Digest.OfText("framed") } } : leaf)];
}
