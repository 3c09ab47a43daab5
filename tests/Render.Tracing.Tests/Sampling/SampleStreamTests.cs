using FsCheck.Xunit;
using Render.Tracing.Sampling;

namespace Render.Tracing.Tests.Sampling;

public class SampleStreamTests
{
    [Property]
    public bool Pair_OfSixteenSamples_HasOneInEachElementaryInterval(uint seed, int frame, ushort x, ushort y, byte dimension)
    {
        // A (0, 4, 2)-net: 16 × 1, 8 × 2, 4 × 4, 2 × 8 and 1 × 16 cells hold one point each.
        for (var across = 1; across <= 16; across *= 2)
        {
            var cells = new HashSet<int>();
            for (var sample = 0; sample < 16; sample++)
            {
                var u = new SampleStream(seed, frame, x, y, sample).Pair(dimension);
                cells.Add((int)(u.X.Value * across) * 16 + (int)(u.Y.Value * (16 / across)));
            }
            if (cells.Count != 16)
                return false;
        }
        return true;
    }

    [Fact]
    public void Pair_OfManySamples_StaysBelowOne()
    {
        for (var sample = 0; sample < 100_000; sample++)
        {
            var u = new SampleStream(1, 2, 3, 4, sample).Pair(0);
            Assert.InRange(u.X.Value, 0f, 0.99999994f);
            Assert.InRange(u.Y.Value, 0f, 0.99999994f);
        }
    }

    [Fact]
    public void Pair_OfDifferentDimensions_IsUncorrelated()
    {
        double sum = 0;
        const int n = 4096;
        for (var pixel = 0; pixel < n; pixel++)
        {
            var random = new SampleStream(0, 0, pixel, 0, 5);
            sum += (random.Pair(3).X.Value - 0.5) * (random.Pair(4).X.Value - 0.5);
        }
        // Standard deviation of the mean of products is 1/12/√n.
        Assert.InRange(sum / n, -5 / 12.0 / 64, 5 / 12.0 / 64);
    }

    [Fact]
    public void Plain_OverPixels_IsUniform()
    {
        var bins = new int[64];
        for (var i = 0; i < 64_000; i++)
            bins[(int)(new SampleStream(9, 1, i % 320, i / 320, 3).Plain(2).Value * 64)]++;
        var chi2 = bins.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000.0);
        Assert.InRange(chi2, 63 - 5 * Math.Sqrt(126), 63 + 5 * Math.Sqrt(126));
    }
}
