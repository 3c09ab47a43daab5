using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public sealed class LeaseLimitTests
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(30);
    private static readonly LeasePolicy Policy = new();

    [Fact]
    public void Limit_OfATask_IsBaseRunTimesAndTheScene() =>
        // Half a unit at half a unit a second: 20 s, and a mebibyte at 256 KiB a second: 4 s.
        Assert.Equal(TimeSpan.FromSeconds(120 + 20 + 4), LeaseLimit.Of(new WorkUnits(500_000), 500, 1 << 20, 0, Policy, Most));

    [Fact]
    public void Limit_OfAnAudit_HasAnotherBase() => Assert.Equal(TimeSpan.FromSeconds(60 + 20 + 4), LeaseLimit.OfAudit(new WorkUnits(500_000), 500, 1 << 20, Policy, Most));

    [Fact]
    public void Limit_AfterOthersFailedToDoIt_Doubles() => Assert.Equal(
        [140, 280, 560, 1_120, 1_800, 1_800],
        Enumerable.Range(0, 6).Select(tried => (int)LeaseLimit.Of(new WorkUnits(500_000), 500, 0, tried, Policy, Most).TotalSeconds));

    [Fact]
    public void Limit_OfAHeavyTask_IsTheMost() => Assert.Equal(Most, LeaseLimit.Of(new WorkUnits(long.MaxValue / 2), 1, long.MaxValue, 100, Policy, Most));

    [Fact]
    public void Limit_OfATaskOfASecond_IsAMatterOfMinutes() => Assert.InRange(LeaseLimit.Of(new WorkUnits(1_000_000), 1_000, 1 << 20, 0, Policy, Most).TotalMinutes, 2, 2.5);

    [Property]
    public bool HonestNode_SixteenTimesSlowerThanItsBenchmark_IsDoneBefore(ushort work, byte queue, ushort speed, uint scene)
    {
        var (held, benchmark) = (new WorkUnits((1L + work) * 1_000 * (1 + (queue % 16))), 1 + (speed % 10_000));
        // It fetches the scene at 256 KiB a second, then renders all that it holds.
        var needs = (scene % 100_000_000 / 262_144.0) + (16.0 * held.Micros / benchmark / 1_000);
        var limit = LeaseLimit.Of(held, benchmark, scene % 100_000_000, 0, Policy, TimeSpan.MaxValue);
        return needs < limit.TotalSeconds;
    }
}
