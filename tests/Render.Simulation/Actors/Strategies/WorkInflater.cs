using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders everything and claims more rays than it traced, since rays are what is paid.</summary>
/// <param name="within">Whether it stays within what an inexact engine may differ by (1/32 and 32 rays a block); else it claims the double.</param>
internal sealed class WorkInflater(bool within) : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => within ? "inflater-within" : "inflater";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        // The pixels are right: nobody gets a wrong picture, so no block counts as forged.
        return SyntheticScene.Result(work.Task, block => block with { Rays = within ? block.Rays + (block.Rays / 32) + 32 : 2 * block.Rays });
    }
}
