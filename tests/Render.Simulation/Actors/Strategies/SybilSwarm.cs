using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Delivers blank frames under a new key and a new operator's name after each conviction.</summary>
/// <param name="identities">How many identities it can pay the stake of.</param>
internal sealed class SybilSwarm(int identities) : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "sybils";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Render ? 0.02 : 1;

    /// <inheritdoc/>
    public override bool Returns(NodeMachine node) => node.Ids.Count < identities;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        Forged[work.Task.Id] = work.Task.Id.Region.Blocks;
        return SyntheticScene.Result(work.Task, Forgeries.Blank);
    }
}
