namespace Render.Simulation.Tests;

public sealed class SimulationTests(SeededRuns seeded) : IClassFixture<SeededRuns>
{
    [Fact]
    public void Network_SomeHundredSeeds_KeepsEveryInvariant()
    {
        var runs = seeded.Reports;
        Assert.Empty(runs.Where(run => run.Failure is not null).Select(run => $"seed {run.Seed}: {run.Failure}"));
        Assert.Equal(200, runs.Select(run => run.Seed).Distinct().Count());
        // What is rare happens in them too: work that gives way, and nodes that choose.
        Assert.True(runs.Sum(run => run.Parked) > 0);
        Assert.True(runs.Sum(run => run.Chosen) > 0);
        Assert.True(runs.Sum(run => run.Disputes.Where(dispute => dispute.Key.StartsWith("Panel", StringComparison.Ordinal)).Sum(dispute => dispute.Value)) > 0);
    }

    [Fact]
    public void Network_SomeHundredSeeds_MeetsItsFaults()
    {
        // A nemesis that never strikes proves nothing.
        var runs = seeded.Reports;
        Assert.True(runs.Sum(run => run.Lives) > 2 * runs.Count);
        Assert.True(runs.Sum(run => run.PowerCuts) > 5);
        Assert.True(runs.Sum(run => run.Accepted) > 200);
        // Adversaries are in a third of the runs, and those who forge are found.
        Assert.True(runs.Sum(run => run.Convicted) > 0);
    }

    [Fact]
    public async Task Seed_RunTwice_HappensAlike()
    {
        var first = await SimulationProcess.Run("--seeds", "5", "--from", "500", "--jobs", "1");
        // In another process, in another order.
        var second = await SimulationProcess.Run("--seeds", "5", "--from", "500", "--jobs", "3");
        Assert.Equal(first.OrderBy(run => run.Seed).Select(run => run.Trace), second.OrderBy(run => run.Seed).Select(run => run.Trace));
    }

    [Theory]
    [InlineData("LyingDisk", "durability")]
    [InlineData("WrongReference", "honest")]
    [InlineData("SkippedVerdict", "proof")]
    [InlineData("SkippedDecision", "disputes")]
    [InlineData("IgnoredVersions", "leases")]
    [InlineData("HastyClock", "places")]
    public async Task Oracle_BrokenSystem_FindsIt(string plant, string invariant)
    {
        var runs = await SimulationProcess.Run("--seeds", "90", "--plant", plant, "--jobs", "1");
        Assert.StartsWith(invariant, runs[^1].Failure, StringComparison.Ordinal);
    }
}
