using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class StragglerRuleTests
{
    private static readonly StragglerView SlowTask = new(WorkUnits.FromUnits(60), HolderSpeedMilli: 1_000, ElapsedMillis: 10_000, ProgressPpm: 100_000, AdvancedMillis: 10_000);

    [Fact]
    public void Decide_MuchFasterNode_Duplicates()
    {
        // A tenth in 10 s leaves 90 s; the other node needs 30 s: 60 s are saved for 30 s spent.
        var decision = Decide(SlowTask, Candidates.Node(), bytesMissing: 0);

        Assert.Equal(new StragglerDecision(true, 90_000, 30_000), decision);
    }

    [Fact]
    public void Decide_SavingEqualsCost_DoesNot() =>
        Assert.False(Decide(SlowTask with { ElapsedMillis = 6_667, AdvancedMillis = 6_667 }, Candidates.Node() with { SpeedMilli = 1_999 }).Duplicate);

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void Decide_SavingBelowTheLeast_DoesNot(int least, bool duplicates) =>
        Assert.Equal(duplicates, Decide(SlowTask, Candidates.Node(), 0, leastMillis: least).Duplicate);

    [Fact]
    public void Decide_SceneMustBeFetchedFirst_Counts() =>
        Assert.Equal(50_000, Decide(SlowTask, Candidates.Node(), bytesMissing: 1_000_000_000).DuplicateMillis);

    [Fact]
    public void Decide_OneHolder_NobodyMakesRoom() => Assert.Null(Decide(SlowTask, Candidates.Node()).Replaces);

    [Theory]
    [InlineData(0, true, 90_000, 1)]
    [InlineData(31_000, true, 89_000, 0)]
    [InlineData(59_999, true, 60_001, 0)]
    [InlineData(60_000, false, 60_000, 0)]
    public void Decide_TwoHolders_IsToBeatTheSoonerAndReplaceTheLater(long elapsed, bool worth, long remaining, int replaces) =>
        // The first needs 90 s more, the second 120 s in all, the node 30 s.
        Assert.Equal(
            new StragglerDecision(worth, remaining, 30_000, replaces),
            StragglerRule.Decide([SlowTask, new StragglerView(SlowTask.Work, HolderSpeedMilli: 500, elapsed, ProgressPpm: 0, AdvancedMillis: 0)], Candidates.Node(), bytesMissing: 0));

    [Fact]
    public void Decide_OverdueAndSilent_IsExpectedToTakeAsLongAgain() =>
        Assert.Equal(100_000, Decide(SlowTask with { ElapsedMillis = 100_000, ProgressPpm = 0 }, Candidates.Node(), 0).RemainingMillis);

    [Theory]
    [InlineData(500_000, 20_000, 30_000, 10_000)]
    [InlineData(500_000, 20_000, 60_000, 40_000)]
    [InlineData(500_000, 40_000, 60_000, 20_000)]
    [InlineData(1_000_000, 60_000, 60_000, 0)]
    [InlineData(1_000_000, 60_000, 100_000, 40_000)]
    [InlineData(999_000, 359_000, 360_000, 1_000)]
    [InlineData(999_000, 363_000, 364_000, 364_000)]
    public void Remaining_ByTheNodesWord_IsBelievedUntilItDoesNotHold(int progress, int advanced, int elapsed, int remaining) =>
        // 60 s are expected of it, and it is believed for four times as long and two minutes.
        Assert.Equal(remaining, StragglerRule.Remaining(SlowTask with { ProgressPpm = progress, AdvancedMillis = advanced, ElapsedMillis = elapsed }));

    [Fact]
    public void Decide_NodeWithoutSpeed_NeverDuplicates() =>
        Assert.False(Decide(SlowTask, Candidates.Node() with { SpeedMilli = 0, DownBytesPerSecond = 0 }, 5).Duplicate);

    [Theory]
    [InlineData(6_000, 0, false)]
    [InlineData(6_000, 19_999, false)]
    [InlineData(6_000, 20_000, true)]
    [InlineData(2_000, 0, true)]
    [InlineData(0, 0, true)]
    public void IsQuickEnough_AFasterNodeMayCome_WaitsAsLongAsThatWouldSave(long fastest, long waited, bool enough) =>
        // The node needs 30 s; one of 6 units a second 10 s.
        Assert.Equal(enough, StragglerRule.IsQuickEnough(WorkUnits.FromUnits(60), new StragglerDecision(true, 90_000, 30_000), fastest, waited));

    [Property]
    public bool Decide_AnyDuplicate_SavesMoreThanItCosts(uint work, ushort holder, uint elapsed, uint progress, ushort speed, uint missing)
    {
        var task = new StragglerView(new WorkUnits(work), holder, elapsed, (int)(progress % 1_000_001), elapsed);
        var decision = Decide(task, Candidates.Node() with { SpeedMilli = speed }, missing);
        return !decision.Duplicate || decision.SavingMillis > decision.DuplicateMillis;
    }

    private static StragglerDecision Decide(StragglerView held, NodeFacts node, long bytesMissing = 0, int leastMillis = 0) =>
        StragglerRule.Decide([held], node, bytesMissing, leastMillis: leastMillis);
}
