using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders nothing: it delivers a blank frame, or the frame before. As an auditor it is honest, since that keeps its record.</summary>
/// <param name="old">Whether it delivers the frame before; else blank.</param>
internal sealed class LazyNode(bool old) : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => old ? "lazy-old" : "lazy";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Render ? 0.02 : 1;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        Forged[work.Task.Id] = work.Task.Id.Region.Blocks;
        return SyntheticScene.Result(work.Task, block => old ? Forgeries.Old(work.Task, block) : Forgeries.Blank(block));
    }
}
