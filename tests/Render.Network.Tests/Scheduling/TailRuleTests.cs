using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class TailRuleTests
{
    [Fact]
    public void Decide_NobodyAtWork_EverybodyMayBegin() => Assert.True(TailRule.Decide(Job(1, default), 1, 0).Take);

    [Fact]
    public void Decide_MuchIsOpen_ASlowNodeHelps() =>
        // 200 units in 20 s by the others; the slow node needs 10 s for one.
        Assert.True(TailRule.Decide(Job(200, Workforce.Of(Enumerable.Repeat(1_000L, 10))), 100, 0).Take);

    [Fact]
    public void Decide_LittleIsOpen_ASlowNodeLeavesItToTheOthers()
    {
        var decision = TailRule.Decide(Job(5, Workforce.Of(Enumerable.Repeat(1_000L, 10))), 100, 0);

        Assert.Equal(new TailDecision(false, 10_000, 1_000), decision);
    }

    [Fact]
    public void Decide_TooSlowForAWholeTask_MayHaveASmallOne()
    {
        // The others are done in 6 s; the node needs 10 s for a whole task and 1.25 s for a small one.
        var job = Job(50, Workforce.Of(Enumerable.Repeat(1_000L, 10))) with { LastTaskWork = new WorkUnits(125_000) };

        Assert.Equal((true, true, 1_250L), TailRule.Decide(job, 100, 0) is var slow ? (slow.Take, slow.Small, slow.OwnMillis) : default);
        Assert.Equal((true, false), TailRule.Decide(job, 1_000, 0) is var fast ? (fast.Take, fast.Small) : default);
        Assert.False(TailRule.Decide(job, 10, 0).Take);
    }

    [Fact]
    public void Decide_TheSceneMustBeFetched_CountsWhereOthersHaveItAlready()
    {
        // Others are done in 6 s.
        var job = Job(50, Workforce.Of(Enumerable.Repeat(1_000L, 10)));

        Assert.True(TailRule.Decide(job, 1_000, 0).Take);
        Assert.Equal((false, 6_000L), TailRule.Decide(job, 1_000, 0, fetchMillis: 5_000) is var late ? (late.Take, late.OwnMillis) : default);
        Assert.True(TailRule.Decide(Job(50, default), 1_000, 0, fetchMillis: 5_000).Take);
    }

    [Property]
    public bool Decide_NodesOfOneSpeed_AlwaysBegin(PositiveInt speed, byte nodes, byte open) =>
        TailRule.Decide(Job(1 + open, Workforce.Of(Enumerable.Repeat((long)speed.Get, nodes))), speed.Get, 0).Take;

    [Property]
    public bool Decide_AFasterNode_MayWhereASlowerMay(PositiveInt slow, PositiveInt more, PositiveInt[] others, byte open)
    {
        var job = Job(1 + open, Workforce.Of(others.Select(other => (long)other.Get)));
        return !TailRule.Decide(job, slow.Get, 0).Take || TailRule.Decide(job, (long)slow.Get + more.Get, 0).Take;
    }

    [Property]
    public bool Decide_TheFastestAtWork_MayAlwaysTakeOneMore(NonEmptyArray<PositiveInt> others, byte open) =>
        // Somebody must take the last tasks: the job never waits for a node that does not exist.
        TailRule.Decide(Job(1 + open, Workforce.Of(others.Get.Select(other => (long)other.Get))), others.Get.Max(other => other.Get), 0).Take;

    [Fact]
    public void Decide_NobodyAtWorkAndTheFleetIsFaster_WaitsAsLongAsTheyWouldSave()
    {
        var job = Job(1, default) with { Fleet = Workforce.Of(Enumerable.Repeat(1_000L, 10)), ServedMillis = 500 };

        Assert.False(TailRule.Decide(job, 100, 500).Take);
        Assert.False(TailRule.Decide(job, 100, 9_499).Take);
        Assert.True(TailRule.Decide(job, 100, 9_500).Take);
    }

    [Fact]
    public void Decide_TheNetworksOwnEnd_IsNoDeadline() =>
        Assert.True(TailRule.Decide(Job(1, default) with { Due = new Due(10_000, 1, false) }, 100, 1).Take);

    [Fact]
    public void Decide_DeadlineTooNear_NobodyBegins()
    {
        var job = Job(1, default) with { Due = new Due(10_000, 1, true) };

        Assert.True(TailRule.Decide(job, 100, 0).Take);
        Assert.False(TailRule.Decide(job, 100, 1).Take);
    }

    private static JobCandidate Job(int open, Workforce attached) =>
        new(Candidates.Job(), attached) { OpenWork = WorkUnits.FromUnits(open), TaskWork = WorkUnits.FromUnits(1) };
}
