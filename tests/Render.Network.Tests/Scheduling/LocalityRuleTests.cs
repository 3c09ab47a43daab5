using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class LocalityRuleTests
{
    private static readonly Digest Here = Digest.Of([1]);
    private static readonly Digest There = Digest.Of([2]);
    private static readonly NodeFacts Node = Candidates.Node() with { CachedPackages = [Here], DownBytesPerSecond = 1_000_000 };

    [Fact]
    public void Order_ALaterJobsSceneIsHere_ComesFirst() => Assert.Equal([1, 0, 2], Order(Job(There), Job(Here, 900), Job(Here)));

    [Fact]
    public void Order_TheFirstJobsSceneIsHere_IsKept() => Assert.Equal([0, 1], Order(Job(Here, 900), Job(Here)));

    [Fact]
    public void Order_TheOtherIsAheadByMoreThanANode_IsKept() => Assert.Equal([0, 1], Order(Job(There), Job(Here, 1_001)));

    [Fact]
    public void Order_TheOtherIsOfAnotherTier_IsKept() =>
        Assert.Equal([0, 1], Order(Job(There), Job(Here) with { Needs = Candidates.Job() with { Tier = Tier.Trusted, Package = Here, PackageBytes = 10_000_000 } }));

    [Fact]
    public void Order_TheFirstWouldNotBeDoneInTime_IsKept() =>
        Assert.Equal([0, 1], Order(Job(There) with { Due = new Due(60_000, 1, true) }, Job(Here)));

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 0)]
    public void Order_TheFirstWasPassedOverForAsLongAsFetchingTakes_IsServed(long now, int first) =>
        Assert.Equal(first, LocalityRule.Order([0, 1], i => i == 0 ? Job(There) : Job(Here), Node, now).First());

    [Fact]
    public void Order_ANodeWithoutScenes_LooksAtNoMoreThanItTakes()
    {
        var asked = 0;

        Assert.Equal(0, LocalityRule.Order(Enumerable.Range(0, 100).Select(i => { asked++; return i; }), _ => Job(There), Node with { CachedPackages = [] }, 0).First());
        Assert.Equal(1, asked);
    }

    [Property]
    public bool Order_AnyJobs_LosesNone(bool[] here, ushort[] speeds, ushort now)
    {
        var jobs = here.Zip(speeds, (has, speed) => Job(has ? Here : There, speed)).ToArray();
        return LocalityRule.Order(Enumerable.Range(0, jobs.Length), i => jobs[i], Node, now).Order().SequenceEqual(Enumerable.Range(0, jobs.Length));
    }

    private static List<int> Order(params JobCandidate[] jobs) => [.. LocalityRule.Order(Enumerable.Range(0, jobs.Length), i => jobs[i], Node, 0)];

    private static JobCandidate Job(Digest package, long attached = 0) =>
        new(Candidates.Job() with { Package = package, PackageBytes = 10_000_000 }, attached > 0 ? Workforce.Of(attached) : default) { Fleet = Workforce.Of(1_000, 1_000) };
}
