using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class ChoiceRuleTests
{
    private static readonly TierLoad[] Even = [new(Tier.Economy, 1_000, 1_000), new(Tier.Priority, 2_000, 2_000), new(Tier.Trusted, 4_000, 4_000)];
    private static readonly TierLoad[] Starved = [new(Tier.Economy, 6_000, 1_000), new(Tier.Priority, 1_000, 2_000), new(Tier.Trusted, 0, 4_000)];

    [Theory]
    [InlineData(Tier.Economy)]
    [InlineData(Tier.Priority)]
    [InlineData(Tier.Trusted)]
    public void Decide_EveryTierHasItsShare_AnyMayBeChosen(Tier tier) => Assert.Equal(ChoiceStanding.Open, Decide(tier, Even).Standing);

    [Fact]
    public void Decide_TierAboveItsShareWhileAnotherLacks_MayNot()
    {
        Assert.Equal(ChoiceStanding.TierHasItsShare, Decide(Tier.Economy, Starved, Tier.Trusted, Tier.Priority).Standing);
        Assert.Equal(ChoiceStanding.Open, Decide(Tier.Priority, Starved, Tier.Trusted, Tier.Priority).Standing);
        Assert.Equal(ChoiceStanding.Open, Decide(Tier.Trusted, Starved, Tier.Trusted, Tier.Priority).Standing);
    }

    [Fact]
    public void Decide_NodeCouldServeNoneThatLacks_MayChooseWhatItCan() => Assert.Equal(ChoiceStanding.Open, Decide(Tier.Economy, Starved).Standing);

    [Fact]
    public void Decide_NotFit_IsNotFitWhateverElse()
    {
        var choice = ChoiceRule.Decide(Candidates.Node() with { ReputationPpm = 0 }, Job(Tier.Trusted), Even, [], Weights, 0);
        Assert.Equal((ChoiceStanding.NotFit, null), (choice.Standing, choice.Match));
    }

    [Fact]
    public void Decide_OthersEndItSooner_IsLeftToThem()
    {
        var job = Job(Tier.Economy) with { OpenWork = WorkUnits.FromUnits(1), TaskWork = WorkUnits.FromUnits(1), Attached = Workforce.Of(100_000, 100_000) };
        var choice = ChoiceRule.Decide(Candidates.Node(), job, Even, [], Weights, 0);
        Assert.Equal(ChoiceStanding.LeftToOthers, choice.Standing);
        Assert.True(choice.Tail!.Value.OwnMillis > choice.Tail.Value.OthersMillis);
    }

    [Property]
    public bool Decide_Whatever_NeverGivesWhatAPassiveClaimCouldNot(ushort speed, ushort reputation, ushort open, ushort attached, bool lacks)
    {
        var node = Candidates.Node() with { SpeedMilli = speed, ReputationPpm = reputation * 16 };
        var job = Job(Tier.Priority) with { OpenWork = WorkUnits.FromUnits(open), Attached = Workforce.Of(attached) };
        var choice = ChoiceRule.Decide(node, job, Starved, lacks ? [Tier.Trusted] : [], Weights, 0);
        var match = Matching.Of(node, job, Weights);
        return choice.Standing != ChoiceStanding.Open || match == choice.Match;
    }

    private static Choice Decide(Tier tier, TierLoad[] working, params Tier[] lacking) => ChoiceRule.Decide(Candidates.Node(), Job(tier), working, lacking, Weights, 0);

    private static ScoreWeights Weights(Tier tier) => ScoreWeights.Of(TierPolicies.Default.For(tier));

    private static JobCandidate Job(Tier tier) => new(Candidates.Job(tier: tier), default) { OpenWork = WorkUnits.FromUnits(1_000), TaskWork = WorkUnits.FromUnits(1) };
}
