using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Takes all the work it can get, says that it lives, and never delivers.</summary>
internal sealed class Griefer : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "griefer";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override bool Works(NodeMachine node, WorkAssignment work) => work.Kind == WorkKind.Validation;
}
