namespace Render.Simulation.Actors.Strategies;

/// <summary>A creator whose scene passes inspection and harms whoever loads it.</summary>
/// <param name="deadly">Whether it takes the node's process down; else the node cannot load it.</param>
internal sealed class PoisonedScene(bool deadly) : CreatorStrategy
{
    /// <inheritdoc/>
    public override string Name => deadly ? "deadly-scene" : "poisoned-scene";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override string Scene(string planned) => $"{(deadly ? "deadly" : "poison")} {planned}";
}
