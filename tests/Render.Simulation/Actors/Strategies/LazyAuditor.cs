using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders honestly and audits without computing: it reports a guess for every block.</summary>
internal sealed class LazyAuditor : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "lazy-auditor";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Audit ? 0.01 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<AuditedBlock>? Audit(NodeMachine node, WorkAssignment work) =>
        [.. work.Blocks!.Select(block => new AuditedBlock(block, new MerkleSum(Digest.OfText("looks fine"), 384, 0)))];
}
