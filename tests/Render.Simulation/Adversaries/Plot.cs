using Render.Simulation.Actors.Strategies;

namespace Render.Simulation.Adversaries;

/// <summary>What adversaries of one run share.</summary>
internal sealed class Plot
{
    /// <summary>Their ring.</summary>
    public Ring Ring { get; } = new();
}
