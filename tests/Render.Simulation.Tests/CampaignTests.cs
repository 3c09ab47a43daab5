using System.Diagnostics;
using System.Text.Json;
using Render.Simulation.Adversaries;

namespace Render.Simulation.Tests;

/// <summary>Strategies against the whole network, in a process of its own: two jobs of 60 tasks each, and the same with everybody honest. Fixed seeds, so exact.</summary>
public sealed class CampaignTests
{
    [Fact]
    public async Task Forgers_OfWholeTasks_AreAllConvictedAndDeliverNothing()
    {
        var findings = await Run("lazy", "forger-50", "fewer-samples", "sybils");
        Assert.All(findings, cell => Assert.Equal(1, cell.Convicted.Value));
        Assert.All(findings, cell => Assert.Equal(0, cell.WrongBlocks.Value));
        // Every identity that delivered anything loses its stake of 1,000.
        Assert.All(findings, cell => Assert.InRange(cell.Advantage.Value, (-1_000.0 * cell.Identities) - 1, -1_000.0 * cell.Identities));
    }

    [Fact]
    public async Task Ring_ThatAuditsItself_IsConvictedByTheFirstHonestAuditor()
    {
        var ring = Assert.Single(await Run("ring"));
        Assert.Equal(1, ring.Convicted.Value);
        Assert.Equal(0, ring.WrongBlocks.Value);
        Assert.True(ring.Advantage.Value < 0);
    }

    [Fact]
    public async Task Inflaters_OfRays_AreConvictedOrPaidNoMore()
    {
        var findings = await Run("inflater");
        Assert.Equal(1, findings.Single(cell => cell.Cell == "inflater").Convicted.Value);
        // Within what an engine may differ by it is no forgery, and no gain: paid as claimed it would be 15 % more.
        Assert.All(findings, GainsNothing);
    }

    [Fact]
    public async Task Auditors_ThatGuessOrFrame_HarmNobodyAndEarnLess()
    {
        var findings = await Run("copier", "lazy-auditor", "lying-auditor");
        Assert.All(findings, cell => Assert.True(cell.FalseAudits > 0));
        Assert.All(findings, cell => Assert.True(cell.Advantage.Value < 0));
    }

    [Fact]
    public async Task Everybody_WhoTakesWithoutGiving_GainsNothing()
    {
        var findings = await Run("griefer", "wash", "idle-sybils", "hardware-liar", "bad-creator");
        Assert.All(findings, GainsNothing);
    }

    [Fact]
    public async Task RegionLiars_OfAJobKeptToAMeasuredRegion_GetNothingOfIt()
    {
        var liars = Assert.Single(await Run("region-liar"));
        // Two stand beside the store and say that they are far, two are far and say that they stand beside it.
        Assert.Equal((2, 0, 0, 0), (liars.Contradicted, liars.Believed, liars.TheirTasks, liars.Identities));
        GainsNothing(liars);
    }

    [Fact]
    public async Task AllAtOnce_NoHonestNodeIsHarmed()
    {
        var all = Assert.Single(await Run("all"));
        Assert.True(all.Convicted.Value > 0.5);
    }

    /// <summary>Nothing but chance: which of ten equal nodes gets how many of 120 tasks differs between a run and its twin by a few in a hundred.</summary>
    private static void GainsNothing(CellSummary cell) => Assert.True(cell.Advantage.Value < 0.1 * cell.HonestProfit, $"{cell.Cell} gains {cell.Advantage.Value}");

    /// <summary>Runs a campaign and gives its cells; what must hold in each has been checked.</summary>
    private static async Task<IReadOnlyList<CellSummary>> Run(params string[] strategies)
    {
        var file = Path.Combine(Path.GetTempPath(), $"campaign-{Guid.NewGuid():N}.json");
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[typeof(RunReport).Assembly.Location, "adversaries", "--jobs-per-cell", "2", "--trials", "0", "--honest-tasks", "0", "--json", file, "--strategy", .. strategies])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output + await errors);
            var cells = JsonSerializer.Deserialize<Findings>(await File.ReadAllTextAsync(file), AdversariesCommand.Json)!.Network;
            Assert.All(cells, cell => Assert.Equal((0, 0, 0), (cell.Failures, cell.HonestSlashed, cell.HonestFaults)));
            return cells;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
