namespace Render.Simulation.Actors.Strategies;

/// <summary>A node whose operator also orders: it renders what it should, so that its own demand earns emission. Only the books tell it from others.</summary>
internal sealed class WashTrader : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "wash";
}

/// <summary>The same person as a creator.</summary>
internal sealed class WashCreator : CreatorStrategy
{
    /// <inheritdoc/>
    public override string Name => "wash";
}
