using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

public class BlockErrorTests
{
    private const long Unit = FixedPoint.One;
    private static readonly TileRegion Block = new(8, 16, 8, 8);

    [Fact]
    public void Squared_OfEqualHalves_IsZero()
    {
        var half = Filled(Block, 5 * Unit);
        Assert.Equal(0f, BlockError.Squared(Block, half, half, 16).Value);
    }

    [Fact]
    public void Squared_OfBlack_IsZero() => Assert.Equal(0f, BlockError.Squared(Block, new long[192], new long[192], 16).Value);

    [Theory]
    // Means of 1/4 a channel, which differ by 1/8 · 2 between the halves: d = 1/8, d / √y = 1/4.
    [InlineData(1, 3, 1f / 16)]
    // Means of 2, d = 1: d / y = 1/2.
    [InlineData(8, 24, 1f / 4)]
    public void Squared_OfAnEvenBlock_IsThePixelsOwn(int first, int second, float expected) =>
        Assert.Equal(expected, BlockError.Squared(Block, Filled(Block, first * Unit), Filled(Block, second * Unit), 16).Value);

    [Fact]
    public void Squared_WithOneNoisyPixel_IsASixteenthOfIts()
    {
        var first = Filled(Block, Unit);
        var second = Filled(Block, Unit);
        for (var channel = 0; channel < 3; channel++)
            (first[3 * 27 + channel], second[3 * 27 + channel]) = (Unit, 3 * Unit);
        Assert.Equal(1f / 256, BlockError.Squared(Block, first, second, 16).Value);
    }

    [Fact]
    public void Squared_OfACutBlock_IsOfThePixelsThatAreThere()
    {
        var cut = new TileRegion(0, 0, 5, 3);
        var (first, second) = (Filled(cut, Unit), Filled(cut, Unit));
        // The fifth column is a quarter of three pixels.
        for (var channel = 0; channel < 3; channel++)
            second[3 * 9 + channel] = 3 * Unit;
        Assert.Equal(1f / 16 / 3, BlockError.Squared(cut, first, second, 16).Value, 1e-7f);
    }

    private static long[] Filled(TileRegion pixels, long sum) => [.. Enumerable.Repeat(sum, 3 * pixels.Width * pixels.Height)];
}
