using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Takes half of the samples, smooths them, and claims all: a picture that looks right.</summary>
internal sealed class FewerSamples : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "fewer-samples";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Render ? 0.5 : 1;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        Forged[work.Task.Id] = work.Task.Id.Region.Blocks;
        return SyntheticScene.Result(work.Task, block => Forgeries.Denoised(work.Task, block));
    }
}
