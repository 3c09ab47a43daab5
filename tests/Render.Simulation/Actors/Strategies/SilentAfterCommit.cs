using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders and signs, and never uploads: today a commitment and its opening are one message, so this is a lease that is never answered.</summary>
internal sealed class SilentAfterCommit : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "silent";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override bool Delivers(NodeMachine node, WorkAssignment work) => false;
}
