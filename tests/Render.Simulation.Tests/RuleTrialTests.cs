using Render.Simulation.Adversaries;
using Render.Simulation.Adversaries.Rules;
using Render.Simulation.Figures;

namespace Render.Simulation.Tests;

/// <summary>The rules alone, over real commitments and draws. Fixed seeds, so exact; the predictions are formulas.</summary>
public sealed class RuleTrialTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Forger_OfAFraction_IsCaughtAsTheFormulaSays(double fraction)
    {
        var trials = ForgeryTrials.Run(fraction, 300, seed: 7);
        Assert.True(trials.Detected.Holds(trials.Predicted), $"{trials.Detected} does not hold {trials.Predicted}");
        Assert.True(trials.AdvantageAtMinimum.High < 0);
    }

    [Fact]
    public void Audits_OfAJobOf4600Blocks_DrawNinetyAndMoreInTheMean() => Assert.InRange(ForgeryTrials.Run(0.5, 1, seed: 7).Audited, 90, 92);

    [Fact]
    public void Audits_OfHonestTasks_CostTwoPercent()
    {
        var cost = AuditCostTrials.Run(4_000, seed: 7).Traced;
        Assert.True(cost.Holds(0.0198 * 1.01), $"{cost} does not hold {0.0198 * 1.01}");
        Assert.InRange(cost.High, 0, 0.0203);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(4, true)]
    public void Ring_OfAShareOfTheDraw_PassesThatShare(int members, bool hasScene)
    {
        var trials = RingTrials.Run(members, hasScene, 1_000, seed: 7);
        Assert.True(trials.Passed.Holds(trials.Predicted), $"{trials.Passed} does not hold {trials.Predicted}");
    }

    [Fact]
    public void HonestNodes_AmongLyingAuditorsAndInexactDevices_AreNeverBlamed()
    {
        var trials = HonestTrials.Run(10_000, seed: 7);
        Assert.Equal((0, 0), (trials.Convicted, trials.AuditorsBlamed));
        // The attack took place: two in five audits are false, one device in ten inexact.
        Assert.InRange(trials.FalseAudits, 3_800, 4_200);
        Assert.InRange(trials.EngineFaults, 900, 1_100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(1)]
    public void Washing_HoweverMuchIsAudited_Loses(double auditShare) => Assert.True(WashBooks.Of(auditShare).NetPerWorkUnit < 0);

    [Fact]
    public void Washing_IfAuditsEarnedEmissionOfTheirOwn_WouldPay() => Assert.True(WashBooks.Of(1).NetIfAuditsWereMinted > 0);

    [Fact]
    public void IdleIdentities_WithoutWork_AreMintedNothing()
    {
        Assert.Equal(0, IdleBooks.Of(100, workUnits: 0).PerIdentity);
        Assert.True(IdleBooks.Of(100, workUnits: 1_000).PerIdentity < 0.001);
    }

    [Fact]
    public void RegionLiars_NeverGetMoreThanTheirWord()
    {
        foreach (var kilometres in new[] { 200, 4_000, 9_000 })
            Assert.Equal(0, RegionTrials.Run(kilometres, 200, seed: 7).Measured);
        Assert.Equal(1, RegionTrials.Run(200, 200, seed: 7).Contradicted.Value);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Interval_OfShare_IsWilsons(int hits, int trials, double low, double high)
    {
        var interval = Interval.OfShare(hits, trials);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }
}
