using Render.Tracing.Numerics;

namespace Render.Tracing.Rendering;

/// <summary>How much noise is left in a block, judged by its own sums alone: two halves of its samples are two pictures, and what they differ by is noise.</summary>
/// <remarks>
/// H. Dammertz et al., "A Hierarchical Automatic Stopping Condition for Monte Carlo Global Illumination", WSCG 2010. With a and b the sums of n/2 samples each, over
/// the three channels, d = Σ|a − b| / 3n estimates the standard error of the pixel's mean y = Σ(a + b) / 3n: from above, where samples are stratified. A pixel's error
/// is d / √y below a brightness of 1 and d / y above it, as in Cycles: on a picture encoded by a square root an error of e is e/2 of the range from black to white. A
/// block's error is the root of the mean square over a quarter of it (4 × 4 pixels), the largest of its four: a mean over more lets a small bright thing
/// drown, and a single pixel's two halves may be close by chance.
/// </remarks>
public static class BlockError
{
    private const int QuarterSide = TileRegion.BlockSide / 2;

    /// <summary>The square of the block's error.</summary>
    /// <param name="pixels">The block's pixels.</param>
    /// <param name="first">Sums of the first half of the samples, three a pixel, row by row, in units of 2⁻²⁴.</param>
    /// <param name="second">Sums of the second half.</param>
    /// <param name="samples">Samples of both halves together.</param>
    public static Real Squared(TileRegion pixels, ReadOnlySpan<long> first, ReadOnlySpan<long> second, int samples)
    {
        var largest = Real.Zero;
        for (var top = 0; top < pixels.Height; top += QuarterSide)
            for (var left = 0; left < pixels.Width; left += QuarterSide)
                largest = Real.Max(OfQuarter(pixels, left, top, first, second, samples), largest);
        return largest;
    }

    private static Real OfQuarter(TileRegion pixels, int left, int top, ReadOnlySpan<long> first, ReadOnlySpan<long> second, int samples)
    {
        var (right, bottom) = (Math.Min(left + QuarterSide, pixels.Width), Math.Min(top + QuarterSide, pixels.Height));
        var sum = Real.Zero;
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                sum += OfPixel(first, second, 3 * (y * pixels.Width + x), 3L * samples);
        return sum / Real.FromInt32((right - left) * (bottom - top));
    }

    private static Real OfPixel(ReadOnlySpan<long> first, ReadOnlySpan<long> second, int at, long divisor)
    {
        long difference = 0, sum = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            difference += Math.Abs(first[at + channel] - second[at + channel]);
            sum += first[at + channel] + second[at + channel];
        }
        var mean = FixedPoint.ToReal(sum / divisor);
        if (!(mean > 0f))
            return Real.Zero;
        var error = FixedPoint.ToReal(difference / divisor);
        return error * error / (mean * Real.Max(mean, 1f));
    }
}
