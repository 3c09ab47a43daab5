using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders all but a fraction of its blocks, which it draws for each task anew and leaves blank.</summary>
/// <param name="fraction">The forged fraction f, 0 to 1.</param>
internal sealed class PartialForger(double fraction) : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "forger";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Render ? 1 - fraction : 1;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        var forged = 0;
        var result = SyntheticScene.Result(work.Task, block =>
        {
            if (!node.Random.Chance(fraction))
                return block;
            forged++;
            return Forgeries.Blank(block);
        });
        Forged[work.Task.Id] = forged;
        return result;
    }
}
