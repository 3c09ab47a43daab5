using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Tests.Reputation;

public sealed class ReputationTests
{
    private const long Day = 24L * 3600 * 1000;
    private static readonly ReputationPolicy Policy = new();

    [Fact]
    public void Score_NoEvidence_IsZero() => Assert.Equal(0, ReputationScore.Of(default, Policy));

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Score_FourGood_ReachesTheFloorOfPriority(int good, bool reaches) => Assert.Equal(reaches, ReputationScore.Ppm(new Evidence(good, 0, 0), Policy) >= 500_000);

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void Score_SixteenGood_ReachesTheFloorOfTrusted(int good, bool reaches) => Assert.Equal(reaches, ReputationScore.Ppm(new Evidence(good, 0, 0), Policy) >= 800_000);

    [Property]
    public bool Score_Always_LiesBelowTheShareAndGrowsWithGoodAndFallsWithBad(uint good, uint bad)
    {
        var (g, b) = (good % 10_000 / 7.0, bad % 10_000 / 7.0);
        var score = ReputationScore.Of(new Evidence(g, b, 0), Policy);
        return score is >= 0 and <= 1 && (g + b == 0 || score <= g / (g + b) + 1e-12)
            && ReputationScore.Of(new Evidence(g + 1, b, 0), Policy) >= score - 1e-12 && ReputationScore.Of(new Evidence(g, b + 1, 0), Policy) <= score + 1e-12;
    }

    [Property]
    public bool HalfLife_Factor_IsTwoToTheMinus(ushort x)
    {
        var halfLives = x / 1_000.0;
        return Math.Abs(HalfLife.Factor(halfLives) / Math.Pow(2, -halfLives) - 1) < 1e-8;
    }

    [Fact]
    public void Evidence_AfterAHalfLife_CountsHalf()
    {
        var evidence = new Evidence(8, 2, 0).At(30 * Day, Policy.HalfLifeDays);
        Assert.Equal((4.0, 1.0), (evidence.Good, evidence.Bad));
    }

    [Fact]
    public void Evidence_ClockSetBack_ChangesNothing() => Assert.Equal(new Evidence(8, 2, Day), new Evidence(8, 2, Day).At(0, 30));

    [Fact]
    public void Evidence_AFault_WeighsWhatTheTableSays()
    {
        var evidence = default(Evidence).WithSuccess(Day, 30).WithFault(PenaltyTable.Default.FalseAudit, Day, 30);
        Assert.Equal((1.0, 10.0), (evidence.Good, evidence.Bad));
    }

    [Fact]
    public void PenaltyTable_OnlyWhatIsProvenOrDecidedByAPanel_CostsStake()
    {
        foreach (var fault in Enum.GetValues<Fault>())
        {
            var proven = fault is Fault.Forged or Fault.Equivocated or Fault.Colluded;
            var decided = fault is Fault.DisputeLost or Fault.FalseArbitration or Fault.NoArbitration;
            Assert.Equal(proven, PenaltyTable.Default.For(fault).Bans);
            Assert.Equal(proven || decided, PenaltyTable.Default.For(fault).StakePpm > 0);
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(11, 2)]
    [InlineData(12, 3)]
    [InlineData(30, 9)]
    public void Weight_OfANode_GrowsByThirds(int correct, int weight) => Assert.Equal(weight, CredibilityVote.Weight(correct));

    [Fact]
    public void Vote_OneNewcomer_DoesNotSuffice() => Assert.False(CredibilityVote.TryAccept([("a", 0)], 10, out _));

    [Fact]
    public void Vote_NewcomersThatAgree_SufficeOnceTheirProductOutweighs()
    {
        // 2ⁿ·10 > (1 + 2ⁿ)·9 from n = 4 on.
        Assert.False(CredibilityVote.TryAccept(Enumerable.Repeat(("a", 0), 3), 10, out _));
        Assert.True(CredibilityVote.TryAccept(Enumerable.Repeat(("a", 0), 4), 10, out var accepted));
        Assert.Equal("a", accepted);
    }

    [Fact]
    public void Vote_OneThatDisagrees_CostsOneMore()
    {
        Assert.False(CredibilityVote.TryAccept([.. Enumerable.Repeat(("a", 0), 4), ("b", 0)], 10, out _));
        Assert.True(CredibilityVote.TryAccept([.. Enumerable.Repeat(("a", 0), 5), ("b", 0)], 10, out _));
    }

    [Property]
    public bool Vote_AnyOrder_DecidesTheSame(byte[] votes)
    {
        var ballots = votes.Select(v => (v % 3, (int)v)).ToList();
        var there = CredibilityVote.TryAccept(ballots, 10, out var one);
        return there == CredibilityVote.TryAccept(Enumerable.Reverse(ballots), 10, out var other) && one == other;
    }

    [Fact]
    public void Attribution_NobodyElseTried_BlamesNobody()
    {
        var (nodes, scene) = FaultAttribution.Of([Failure(1, "op-1")], new HashSet<OperatorId>(), 2);
        Assert.Empty(nodes);
        Assert.Null(scene);
    }

    [Fact]
    public void Attribution_AnotherOperatorSucceeded_BlamesTheNode()
    {
        var (nodes, scene) = FaultAttribution.Of([Failure(1, "op-1"), Failure(2, "op-2")], new HashSet<OperatorId> { OperatorId.Parse("op-2") }, 2);
        Assert.Equal([NodeKey.IdOf(Samples.Digest(1))], nodes);
        Assert.Null(scene);
    }

    [Fact]
    public void Attribution_TwoOperatorsSameError_BlamesTheScene() =>
        Assert.Equal("cannot-load", FaultAttribution.Of([Failure(1, "op-1"), Failure(2, "op-2")], new HashSet<OperatorId>(), 2).SceneError);

    private static ReportedFailure Failure(int node, string owner) => new(NodeKey.IdOf(Samples.Digest(node)), OperatorId.Parse(owner), "cannot-load");
}
