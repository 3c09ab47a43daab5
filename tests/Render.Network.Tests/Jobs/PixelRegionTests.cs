using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class PixelRegionTests
{
    [Property(MaxTest = 50)]
    public void Block_AllOfARegion_CoverEveryPixelOnce(byte x, byte y, byte width, byte height)
    {
        var region = new PixelRegion(x * 8, y * 8, (width % 60) + 1, (height % 60) + 1);
        var seen = new int[region.Width * region.Height];

        for (var i = 0; i < region.Blocks; i++)
        {
            var block = region.Block(i);
            for (var row = block.Y; row < block.Y + block.Height; row++)
            {
                for (var column = block.X; column < block.X + block.Width; column++)
                    seen[((row - region.Y) * region.Width) + column - region.X]++;
            }
        }

        Assert.All(seen, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Block_SecondRow_FollowsTheFirst()
    {
        var region = new PixelRegion(16, 8, 20, 12);

        Assert.Equal(new PixelRegion(32, 8, 4, 8), region.Block(2));
        Assert.Equal(new PixelRegion(16, 16, 8, 4), region.Block(3));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Block_OutsideTheRegion_Throws(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelRegion(0, 0, 20, 12).Block(index));

    [Property]
    public bool Intersects_TwoRegions_IsWhetherTheyShareAPixel(byte x, byte y)
    {
        var (one, other) = (new PixelRegion(4, 4, 5, 3), new PixelRegion(x % 12, y % 12, 2, 2));
        var shares = Enumerable.Range(0, 4).Any(i => one.Contains(other.X + (i % 2), other.Y + (i / 2)));
        return one.Intersects(other) == shares && other.Intersects(one) == shares;
    }
}
