namespace Render.Simulation.Tests;

/// <summary>The first two hundred seeds, run once for all tests that look at them.</summary>
public sealed class SeededRuns : IAsyncLifetime
{
    /// <summary>A report a run.</summary>
    internal IReadOnlyList<RunReport> Reports { get; private set; } = [];

    public async Task InitializeAsync() => Reports = await SimulationProcess.Run("--seeds", "200", "--keep-going");

    public Task DisposeAsync() => Task.CompletedTask;
}
