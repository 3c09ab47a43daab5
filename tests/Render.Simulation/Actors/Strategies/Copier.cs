using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Simulation.Actors.Strategies;

/// <summary>
/// Delivers what somebody else has computed. Results are closed to nodes and audits are blind, so the only leaf it can copy is one of its own: the latest.
/// </summary>
/// <remarks>
/// Where a task is rendered twice by replicas, override <see cref="NodeStrategy.Render"/> here with what a node can see of the other replica before its own
/// commitment is in.
/// </remarks>
internal sealed class Copier : NodeStrategy
{
    private MerkleSum latest = new(Digest.OfText("nothing seen yet"), 384, 0);

    /// <inheritdoc/>
    public override string Name => "copier";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Audit ? 0.01 : 1;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        var result = base.Render(node, work);
        latest = result.Leaf(TaskDigest.Of(work.NetworkId, work.Task), 0);
        return result;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AuditedBlock>? Audit(NodeMachine node, WorkAssignment work) => [.. work.Blocks!.Select(block => new AuditedBlock(block, latest))];
}
