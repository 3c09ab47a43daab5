using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class RayCeilingTests
{
    private static readonly ResultHeader Header = new(new PixelRegion(0, 0, 12, 9), 0, new SampleRange(0, 5));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 5)]
    [InlineData(8, 19)]
    [InlineData(int.MaxValue, 4_294_967_297)]
    public void OfSample_Bounces_AreAPathAndItsShadowRays(int bounces, ulong rays) => Assert.Equal(rays, RayCeiling.OfSample(bounces));

    [Fact]
    public void OfBlock_LargestOfEverything_FitsItsType() =>
        Assert.Equal(64UL * ResultHeader.MaxSamples * 4_294_967_297, RayCeiling.OfBlock(64, ResultHeader.MaxSamples, int.MaxValue));

    [Fact]
    public void FirstAbove_EveryBlockAtItsCeiling_IsNone() => Assert.Null(RayCeiling.FirstAbove(Result(-1), 2));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void FirstAbove_OneRayMoreInABlock_NamesTheBlock(int block) => Assert.Equal(block, RayCeiling.FirstAbove(Result(block), 2));

    [Fact]
    public void FirstAbove_EdgeBlock_IsHeldToItsOwnPixels()
    {
        // Four columns of a row are left in the last block: as many rays as a full block may have are too many.
        var result = ResultFile.Create(Header, (block, _) => (block == 3 ? 64UL * 5 * 7 : 0, 0));
        Assert.Equal(3, RayCeiling.FirstAbove(result, 2));
    }

    private static ResultFile Result(int above) => ResultFile.Create(
        Header, (block, _) => (((ulong)Header.Region.Block(block).Pixels * 5 * 7) + (block == above ? 1UL : 0), 0));
}
