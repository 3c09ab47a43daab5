using System.Collections.Immutable;
using FsCheck;
using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class PreemptionRuleTests
{
    private static readonly LeasePolicy Policy = new();

    [Fact]
    public void Choose_DearerTierWithoutItsShare_TakesAsManyNodesAsFillIt()
    {
        // Ten nodes of two units a second work for Economy: of 20 units Trusted's share is 16, eight nodes.
        var held = Enumerable.Range(0, 10).Select(i => Held(i)).ToList();

        var chosen = Choose(held);

        Assert.Equal(8, chosen.Length);
    }

    [Fact]
    public void Choose_SomeAreBusyLonger_TakesThoseFirst()
    {
        var held = new[] { 30_000, 90_000, 60_000 }.Select((remaining, i) => Held(i) with { RemainingMillis = remaining }).ToList();

        Assert.Equal([90_000, 60_000], Choose(held, tasks: 2).Select(work => work.RemainingMillis));
    }

    [Fact]
    public void Choose_OneNodeAlone_Yields() => Assert.Single(Choose([Held(0)]));

    [Fact]
    public void Choose_NodeSoonFreeByItself_IsWaitedFor()
    {
        // One that ends in 10 s brings two units; what lacks is 3.2 of four, and another one would bring twice what then lacks.
        var soon = Held(0) with { RemainingMillis = 10_000 };
        Assert.Single(Choose([soon, Held(1)]));
        Assert.Empty(Choose([soon, Held(1)], oneIn: 2));
        Assert.Empty(Choose([soon]));
    }

    [Fact]
    public void Choose_TierHasItsShare_AsksNobody() =>
        Assert.Empty(Choose([Held(0)], working: [new(Tier.Economy, 2_000, 1_000), new(Tier.Trusted, 8_000, 4_000)]));

    [Fact]
    public void Choose_TierBetweenHasNoMoreThanItsShare_KeepsItsNodes()
    {
        TierLoad[] working = [new(Tier.Economy, 12_000, 1_000), new(Tier.Priority, 2_000, 2_000), new(Tier.Trusted, 0, 4_000)];
        var held = new[] { Held(0), Held(1) with { Tier = Tier.Priority, RemainingMillis = 900_000 } };

        Assert.Equal(Tier.Economy, Assert.Single(Choose(held, working: working)).Tier);
    }

    [Fact]
    public void Choose_WhatIsAskedForAlready_CountsAsThere() => Assert.Empty(Choose([Held(0)], coming: 2_000));

    [Fact]
    public void Choose_NodesOfOneOperator_AreAskedOnceForEachTask()
    {
        var held = Enumerable.Range(0, 4).Select(i => Held(i, owner: "op-a")).ToList();

        Assert.Single(Choose(held, tasks: 2, replicas: 2));
        Assert.Equal(2, Choose(held, tasks: 2, replicas: 1).Length);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Choose_LeaseThatYieldedOftenEnough_IsLeftAlone(int yields, bool asked) =>
        Assert.Equal(asked, Choose([Held(0) with { Yields = yields }]).Length == 1);

    [Property]
    public bool Choose_Whatever_IsFitCheaperLongEnoughAndFillsNoMoreThanLacks(ushort[] speeds, ushort[] remaining, byte coming, PositiveInt tasks, byte oneIn)
    {
        var held = speeds.Zip(remaining).Select((pair, i) => Held(i) with
        {
            Node = Node(i) with { SpeedMilli = pair.First, ReputationPpm = i % 3 == 0 ? 0 : 900_000 },
            RemainingMillis = pair.Second,
            Yields = i % 4,
            CanYield = i % 5 != 0,
            Tier = i % 2 == 0 ? Tier.Economy : Tier.Trusted,
        }).ToList();
        TierLoad[] working =
        [
            new(Tier.Economy, held.Where(work => work.Tier == Tier.Economy).Sum(work => work.Node.SpeedMilli), 1_000),
            new(Tier.Trusted, held.Where(work => work.Tier == Tier.Trusted).Sum(work => work.Node.SpeedMilli), 4_000),
        ];

        var chosen = Choose(held, tasks.Get, 1, working, coming, oneIn);

        var speed = chosen.Sum(work => work.Node.SpeedMilli);
        return chosen.Length <= tasks.Get
            && chosen.All(work => work is { CanYield: true, Tier: Tier.Economy, Node.ReputationPpm: > 0 } && work.RemainingMillis >= 20_000 && work.Yields < Policy.YieldsMost)
            // Over by half of the last node at most.
            && (chosen.IsEmpty || speed - (chosen[^1].Node.SpeedMilli / 2) <= TierOrder.LackMilli(working[1], working));
    }

    [Property]
    public bool LackMilli_OfAllTiers_AddsUpToNothing(ushort economy, ushort priority, ushort trusted)
    {
        TierLoad[] working = [new(Tier.Economy, economy, 1_000), new(Tier.Priority, priority, 2_000), new(Tier.Trusted, trusted, 4_000)];
        return working.Sum(tier => TierOrder.LackMilli(tier, working)) is >= -2 and <= 0;
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7_990, true)]
    [InlineData(8_000, false)]
    public void GoesFirst_UntilTheTierHasItsShare(long attached, bool first) =>
        Assert.Equal(first, PreemptionRule.GoesFirst(Tier.Trusted, Tier.Economy, 2_000, [new(Tier.Economy, 0, 1_000), new(Tier.Trusted, attached, 4_000)]));

    [Fact]
    public void GoesFirst_ATierNotAboveTheParkedOne_Never()
    {
        TierLoad[] working = [new(Tier.Economy, 90_000, 1_000), new(Tier.Priority, 0, 2_000)];
        Assert.False(PreemptionRule.GoesFirst(Tier.Priority, Tier.Priority, 2_000, working));
        Assert.True(PreemptionRule.GoesFirst(Tier.Priority, Tier.Economy, 2_000, working));
    }

    private static ImmutableArray<HeldWork> Choose(
        IReadOnlyCollection<HeldWork> held, int tasks = 100, int replicas = 1, TierLoad[]? working = null, long coming = 0, int oneIn = 1) =>
        PreemptionRule.Choose(
            new JobCandidate(Candidates.Job(tier: Tier.Trusted), default) { OpenWork = WorkUnits.FromUnits(1_000), TaskWork = WorkUnits.FromUnits(1) },
            tasks, replicas, working ?? [new(Tier.Economy, held.Sum(work => work.Node.SpeedMilli), 1_000), new(Tier.Trusted, 0, 4_000)], coming, held, oneIn, Policy, 0);

    private static NodeFacts Node(int number, string? owner = null) => Candidates.Node(number) with { Operator = OperatorId.Parse(owner ?? $"op-{number}") };

    private static HeldWork Held(int number, string? owner = null)
    {
        var lease = new byte[LeaseId.Size];
        BitConverter.TryWriteBytes(lease, number);
        return new HeldWork(new LeaseId(lease), Node(number, owner), Tier.Economy, 60_000, 0);
    }
}
