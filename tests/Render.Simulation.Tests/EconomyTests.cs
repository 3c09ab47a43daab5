using Render.Network.Economics;
using Render.Network.Governance;
using Render.Simulation.Economy;

namespace Render.Simulation.Tests;

/// <summary>The economic simulation: its books are exact, and its market moves as markets do.</summary>
public sealed class EconomyTests
{
    private static readonly EconomyTerms Terms = new(Policy.Default) { Epochs = 5 * EconomyScenario.Year };

    public static TheoryData<string> Scenarios => [.. EconomyScenario.All.Select(scenario => scenario.Name)];

    private static IReadOnlyList<EconomyEpoch> Play(string name, EconomyTerms? terms = null, ulong seed = 3) =>
        EconomyRun.Play(EconomyScenario.All.Single(scenario => scenario.Name == name), terms ?? Terms, seed);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Supply_OfEveryWeek_IsTheLastMoreMintedLessBurned(string scenario)
    {
        var supply = Terms.Supply;
        var (scheduled, minted) = (Tokens.Zero, Tokens.Zero);
        foreach (var epoch in Play(scenario))
        {
            supply = supply + epoch.Minted - epoch.Burned;
            scheduled += epoch.Scheduled;
            minted += epoch.Minted;
            Assert.Equal(supply, epoch.Supply);
            Assert.Equal(scheduled - minted, epoch.CarryOut);
        }
    }

    [Fact]
    public void Play_OfTheSameSeed_IsTheSame() => Assert.Equal(Play("volatile"), Play("volatile"));

    [Fact]
    public void Schedule_WhateverIsBurned_IsTheSame() =>
        Assert.Equal(Play("steady").Select(epoch => epoch.Scheduled), Play("demand-shock").Select(epoch => epoch.Scheduled));

    [Fact]
    public void Exodus_OfHalfTheNodes_MakesWorkDearerForAWhile()
    {
        var (left, stayed) = (Play("node-exodus"), Play("steady"));
        var week = 2 * EconomyScenario.Year;
        Assert.Equal(left[week - 1].Nodes, stayed[week - 1].Nodes);
        Assert.InRange(left[week].Nodes / stayed[week].Nodes, 0.49, 0.51);
        Assert.True(left[week + 6].WorkPrice > 1.2 * stayed[week + 6].WorkPrice, $"{left[week + 6].WorkPrice} against {stayed[week + 6].WorkPrice}");
        Assert.InRange(left[^1].Nodes / stayed[^1].Nodes, 0.9, 1.1);
    }

    [Fact]
    public void Rally_OfTheToken_MeetsThePriceFloorAndALowerFloorEndsThat()
    {
        Assert.Equal(0, Play("steady").Count(epoch => epoch.Bound < 0));
        Assert.InRange(Play("price-rally").Count(epoch => epoch.Bound < 0), 100, Terms.Epochs);
        var (policy, _) = new PolicyDiff([new PolicyChange("prices.floor", "\"10000000000000\""), new PolicyChange("emission.capPerWorkUnit", "\"4000000000000\"")]).Apply(Policy.Default);
        Assert.NotNull(policy);
        Assert.Equal(0, Play("price-rally", Terms with { Policy = policy }).Count(epoch => epoch.Bound < 0));
    }
}
