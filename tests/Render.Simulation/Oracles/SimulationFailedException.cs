namespace Render.Simulation.Oracles;

/// <summary>The system did what it must never do, or did not do what it must.</summary>
/// <param name="invariant">Which.</param>
/// <param name="detail">How.</param>
internal sealed class SimulationFailedException(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    /// <summary>The invariant's name.</summary>
    public string Invariant { get; } = invariant;
}
