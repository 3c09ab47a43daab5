namespace Render.Simulation.Actors.Strategies;

/// <summary>An identity that is only there: it passes its validation, says that it lives, and takes no work. Audits drawn for it go unanswered.</summary>
internal sealed class IdleSybil : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "idle-sybils";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override bool Claims(NodeMachine node) => !node.IsValidated;
}
