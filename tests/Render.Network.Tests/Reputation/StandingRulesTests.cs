using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Network.Tests.Reputation;

public sealed class StandingRulesTests
{
    private const long Day = 24 * 3600 * 1000;
    private static readonly QuarantinePolicy Quarantines = new();

    [Fact]
    public void EvidenceKind_OfEveryFault_HasItsNumberAndName()
    {
        foreach (var fault in Enum.GetValues<Fault>())
        {
            Assert.Equal(fault.ToString(), ((EvidenceKind)fault).ToString());
            Assert.False(KindEvidence.IsGood((EvidenceKind)fault));
        }
    }

    [Property(MaxTest = 100)]
    public bool Kinds_AnythingInAnyOrder_AddUpToTheEvidence(byte[] what)
    {
        var (evidence, kinds, now) = (default(Evidence), (IReadOnlyList<KindEvidence>)[], 0L);
        foreach (var item in what)
        {
            now += item * Day / 16;
            var fault = (Fault)(1 + item % 14);
            if (item % 3 == 0)
            {
                evidence = evidence.WithSuccess(now, 30);
                kinds = KindEvidence.With(kinds, EvidenceKind.Accepted, 1, now, 30);
                continue;
            }

            var penalty = PenaltyTable.Default.For(fault);
            evidence = evidence.WithFault(penalty, now, 30);
            kinds = KindEvidence.With(kinds, (EvidenceKind)fault, penalty.WeightMilli / 1000.0, now, 30);
        }

        var explained = ScoreExplanation.Of(evidence, kinds, now + Day, Policy.Default);
        var good = explained.Lines.Where(line => KindEvidence.IsGood(line.Kind)).Sum(line => line.Amount);
        return kinds.Select(kind => kind.Kind).SequenceEqual(kinds.Select(kind => kind.Kind).Order().Distinct())
            && kinds.Sum(kind => kind.Count) == what.Length
            && Math.Abs(good - explained.Good) < 1e-6 * (1 + good)
            && Math.Abs(explained.Lines.Sum(line => line.Amount) - good - explained.Bad) < 1e-6 * (1 + explained.Bad);
    }

    [Property(MaxTest = 60)]
    public bool Explanation_MissingPieces_AreTheFewestThatReachTheFloor(byte good, byte bad)
    {
        var evidence = new Evidence(good / 4.0, bad / 16.0, 0);
        return ScoreExplanation.Of(evidence, [], 0, Policy.Default).Tiers.All(tier =>
            tier.Reached == (ReputationScore.Ppm(evidence, Policy.Default.Reputation) >= tier.FloorPpm)
            && (tier.Missing is not { } missing || missing == 0 == tier.Reached)
            && (tier.Missing is not > 0 || (Score(tier.Missing.Value) >= tier.FloorPpm && Score(tier.Missing.Value - 1) < tier.FloorPpm)));
        int Score(int more) => ReputationScore.Ppm(evidence with { Good = evidence.Good + more }, Policy.Default.Reputation);
    }

    [Theory]
    [InlineData(0, 3_600, 1, false)]
    [InlineData(1, 10_800, 2, false)]
    [InlineData(2, 32_400, 3, false)]
    [InlineData(3, 30 * 24 * 3_600, 4, true)]
    [InlineData(9, 30 * 24 * 3_600, 10, true)]
    public void Quarantine_AfterOthersInTheWindow_GrowsAndExcludes(int before, int seconds, int number, bool excludes)
    {
        var next = QuarantineRule.Next(Enumerable.Range(1, before).Select(i => 100 * Day - i * Day), 100 * Day, 3_600, Quarantines);
        Assert.Equal(new Quarantine(number, 100 * Day, 100 * Day + 1_000L * seconds, excludes), next);
    }

    [Fact]
    public void Quarantine_OthersBeyondTheWindow_CountNoMore() =>
        Assert.Equal(1, QuarantineRule.Next([70 * Day, 69 * Day, 68 * Day], 100 * Day, 60, Quarantines).Number);

    [Fact]
    public void Quarantine_Growing_StopsAtTheMostAndNeverShortens()
    {
        var policy = Quarantines with { ExcludedAfter = 100, MostSeconds = 7_200 };
        Assert.Equal(7_200_000, QuarantineRule.Next(Enumerable.Repeat(99 * Day, 50), 100 * Day, 3_600, policy).EndsUnixMs - 100 * Day);
        Assert.Equal(86_400_000, QuarantineRule.Next([99 * Day], 100 * Day, 86_400, policy).EndsUnixMs - 100 * Day);
    }

    [Fact]
    public void DeviceClass_FaultsOfOneOperator_AreThatOperators()
    {
        var (one, two) = (OperatorId.Parse("op-1"), OperatorId.Parse("op-2"));
        Assert.Equal([one], DeviceClassRule.OutFor(1090, [one, one], new ExactModePolicy())!);
        Assert.Null(DeviceClassRule.OutFor(1090, [one, two], new ExactModePolicy()));
        Assert.Empty(DeviceClassRule.OutFor(1, [one, two], new ExactModePolicy())!);
        Assert.Empty(DeviceClassRule.OutFor(1090, [], new ExactModePolicy())!);
    }

    [Fact]
    public void Creator_WhoPays_EarnsARecordThatALostDisputeTakes()
    {
        var standing = new CreatorStanding();
        Assert.Equal(0, standing.ScorePpm(0, Policy.Default.Reputation));
        for (var i = 0; i < 10; i++) standing = standing.After(CreatorEvent.Settled, 0, Policy.Default);
        var before = standing.ScorePpm(0, Policy.Default.Reputation);
        var after = standing.After(CreatorEvent.DisputeLost, 0, Policy.Default);
        Assert.True(before > 700_000);
        Assert.True(after.ScorePpm(0, Policy.Default.Reputation) < before / 1.5);
        Assert.Equal((10, 1), (after.Counts[CreatorEvent.Settled], after.Counts[CreatorEvent.DisputeLost]));
    }
}
