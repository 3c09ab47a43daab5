using Render.Benchmarks.Comparison;

namespace Render.Tracing.Tests.Comparison;

/// <summary>The benchmarks' measure of visible differences, against what the paper's formulas give by hand.</summary>
public class FlipTests
{
    private static readonly LinearPicture Noise = Picture(31, 17, (x, y) => [x * 37 % 11 / 10f, y * 53 % 7 / 6f, (x + y) * 29 % 13 / 12f]);

    [Fact]
    public void Map_OfEqualPictures_IsZero() => Assert.All(Flip.Map(Noise, Noise), error => Assert.Equal(0, error));

    [Fact]
    public void Map_OfGreenAndBlue_IsOne_TheLargestDifferenceThereIs() => Assert.All(Map([0, 1, 0], [0, 0, 1]), error => Assert.Equal(1, error, 6));

    /// <summary>100^0.7 = 25.119 of 41.282: 0.95 + 0.05 · (25.119 − 16.513) / 24.769.</summary>
    [Fact]
    public void Map_OfBlackAndWhite_IsThePapersRedistribution() => Assert.All(Map([0, 0, 0], [1, 1, 1]), error => Assert.Equal(0.9674, error, 3));

    /// <summary>L* 50 and 52: 2^0.7 = 1.6245, times 0.95 / 16.513.</summary>
    [Fact]
    public void Map_OfTwoGreys_IsLinearInThePower() => Assert.All(Map(Grey(50), Grey(52)), error => Assert.Equal(0.09346, error, 4));

    [Fact]
    public void Map_WithinWhatNobodyResolves_IsNearlyZero()
    {
        // A pattern of single pixels, seen from afar, against its mean.
        var checkered = Picture(48, 48, (x, y) => (x + y) % 2 == 0 ? [0.2f, 0.2f, 0.2f] : [0.24f, 0.24f, 0.24f]);
        var plain = Picture(48, 48, (_, _) => [0.22f, 0.22f, 0.22f]);
        Assert.InRange(Flip.Map(plain, checkered)[24 * 48 + 24], 0, 0.02);
    }

    [Fact]
    public void Map_WhereAnEdgeWasLost_IsMoreThanTheColoursAlone()
    {
        var edge = Picture(64, 8, (x, _) => x < 32 ? [0.2f, 0.2f, 0.2f] : [0.4f, 0.4f, 0.4f]);
        var plain = Picture(64, 8, (_, _) => [0.2f, 0.2f, 0.2f]);
        var map = Flip.Map(edge, plain);
        Assert.True(map[4 * 64 + 34] > map[4 * 64 + 60]);
        Assert.Equal(0, map[4 * 64 + 2], 6);
    }

    [Fact]
    public void Map_IsSymmetric()
    {
        var other = Picture(31, 17, (x, y) => [x / 31f, y / 17f, 0.5f]);
        foreach (var (a, b) in Flip.Map(Noise, other).Zip(Flip.Map(other, Noise)))
            Assert.Equal(a, b, 9);
    }

    [Fact]
    public void Errors_OfPictures_AreTheirDefinitions()
    {
        var (a, b) = (new LinearPicture(1, 1, [1, 2, 3]), new LinearPicture(1, 1, [2, 2, 1]));
        Assert.Equal(5.0 / 3, a.SquareError(b), 12);
        Assert.Equal((1 / 4.01 + 4 / 1.01) / 3, a.RelativeSquareError(b), 12);
        Assert.Equal(2, a.Mean(1));
    }

    private static double[] Map(float[] reference, float[] test) => Flip.Map(Picture(8, 8, (_, _) => reference), Picture(8, 8, (_, _) => test));

    private static float[] Grey(double lightness)
    {
        var linear = (float)Math.Pow((lightness + 16) / 116, 3);
        return [linear, linear, linear];
    }

    private static LinearPicture Picture(int width, int height, Func<int, int, float[]> of) =>
        new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(i => of(i % width, i / width))]);
}
