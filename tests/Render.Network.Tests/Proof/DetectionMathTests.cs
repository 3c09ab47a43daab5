using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class DetectionMathTests
{
    [Fact]
    public void NeededBlocks_FivePercentAt99Percent_IsNinety() => Assert.Equal(90, DetectionMath.NeededBlocks(0.05, 0.99));

    [Property]
    public bool NeededBlocks_Always_IsTheLeastThatReaches(byte forged, byte probability)
    {
        var (f, p) = (0.01 + forged / 300.0, probability / 260.0);
        var k = DetectionMath.NeededBlocks(f, p);
        return DetectionMath.Probability(f, k) >= p - 1e-12 && (k == 0 || DetectionMath.Probability(f, k - 1) < p + 1e-12);
    }

    [Fact]
    public void Probability_OfATaskWhoseCountIsDrawn_IsTheMeanOverBothCounts()
    {
        // 75 blocks at 2 %: one or two, as often.
        Assert.Equal((0.1 + (1 - (0.9 * 0.9))) / 2, DetectionMath.Probability(0.1, 75, 20_000), 12);
        Assert.Equal(DetectionMath.Probability(0.1, 2), DetectionMath.Probability(0.1, 100, 20_000), 12);
        Assert.Equal(0.1, DetectionMath.Probability(0.1, 7, 20_000), 12);
    }

    [Fact]
    public void DefaultPolicy_FivePercentOf4600BlocksHoweverTheyAreCut_IsFoundWith99PercentForTwoPercent()
    {
        var policy = Policy.Default;
        foreach (var rate in new[] { policy.Tiers.Economy, policy.Tiers.Priority, policy.Tiers.Trusted }.Select(tier => tier.AuditRatePpm))
        {
            Assert.True(rate * (1 + (policy.AuditRepeatPpm / 1e6)) <= 20_000);
            for (var blocks = 1; blocks <= 4_600; blocks++)
            {
                var tasks = (4_600 + blocks - 1) / blocks;
                Assert.True(1 - Math.Pow(1 - DetectionMath.Probability(0.05, blocks, rate), tasks) >= 0.99, $"{tasks} tasks of {blocks} blocks");
            }
        }
    }

    [Property]
    public bool Forging_WithTheRequiredStakeOfWhatIsDrawnAtLeast_NeverPays(byte forged, ushort size, ushort rate)
    {
        // A share f forged spares f of the cost, which is at most the reward; found, it costs reward and stake.
        var (f, blocks, ppm) = ((1 + forged) / 256.0, 1 + (size % 5_000), 1 + (rate * 15));
        var stake = (double)DetectionMath.RequiredStake([(new Tokens(1_000_000), Challenge.Least(blocks, ppm))]).Units;
        return f * 1_000_000 <= DetectionMath.Probability(f, blocks, ppm) * (1_000_000 + stake) + 1e-6;
    }

    [Fact]
    public void RequiredStake_OfLeases_IsTheSumOfRewardsOverAuditedBlocksRoundedUp() =>
        Assert.Equal(new Tokens(4 + 5), DetectionMath.RequiredStake([(new Tokens(10), 3), (new Tokens(5), 1)]));
}
