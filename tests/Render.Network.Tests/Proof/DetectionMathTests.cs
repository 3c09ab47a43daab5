using FsCheck.Xunit;
using Render.Network.Economics;
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
    public void RequiredStake_OfLeases_IsTheSumOfRewardsOverAuditedBlocksRoundedUp() =>
        Assert.Equal(new Tokens(4 + 5), DetectionMath.RequiredStake([(new Tokens(10), 3), (new Tokens(5), 1)]));
}
