using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Says that it stands where the job wants it.</summary>
/// <param name="region">Where it says it stands.</param>
internal sealed class RegionLiar(string region) : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "region-liar";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override RegisterNode Introduce(RegisterNode truth) => truth with { Region = region };
}
