using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Render.Lifecycle.Nodes;
using Render.Network.Governance;

namespace Render.Lifecycle.Tests;

public sealed class NodeStandingTests
{
    private static readonly ReputationPolicy Policy = Network.Governance.Policy.Default.Reputation;

    [Fact]
    public void Pace_NothingKnown_IsThatOfTheBenchmark()
    {
        Assert.Equal(1_000_000, new NodeStanding().PacePpm);
        Assert.Equal(1_000_000, new NodeStanding().AfterTask(took: 0, due: 500, nowUnixMs: 0, Policy).PacePpm);
    }

    [Fact]
    public void Pace_TwiceAsLongAsDue_IsHalf() =>
        Assert.Equal(500_000, new NodeStanding().AfterTask(2_000_000, 1_000_000, 0, Policy).PacePpm, 2_000d);

    [Fact]
    public void Pace_ShortSlowFirstTask_SaysLittle() =>
        Assert.InRange(new NodeStanding().AfterTask(3_000, 1_000, 0, Policy).PacePpm, 700_000, 800_000);

    /// <summary>Whatever it was, a steady pace is followed: within 2 % after 60 tasks of one size.</summary>
    [Property]
    public Property Pace_Steady_IsFollowed() => Prop.ForAll(
        Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(),
        (before, after) =>
        {
            var standing = new NodeStanding();
            for (var i = 0; i < 10; i++)
                standing = standing.AfterTask(100_000 * before, 1_000_000, 0, Policy);
            for (var i = 0; i < 60; i++)
                standing = standing.AfterTask(100_000 * after, 1_000_000, 0, Policy);
            var expected = Math.Clamp(10.0 / after, 1 / 16.0, 16);
            return Math.Abs(standing.PacePpm / 1e6 / expected - 1) < 0.02;
        });

    [Theory]
    [InlineData(1, 1_000_000_000, 16_000_000)]
    [InlineData(1_000_000_000, 1, 62_500)]
    public void Pace_Absurd_IsBounded(long took, double due, int ppm) => Assert.Equal(ppm, new NodeStanding().AfterTask(took, due, 0, Policy).PacePpm);
}
