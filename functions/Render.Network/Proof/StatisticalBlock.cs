using System.Buffers.Binary;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What two renderings of one block by different samples say about each other. Both have as many samples of each pixel, drawn independently of each other
/// and of every other pixel, so exchanging a pixel's two values changes no probability: whatever changes its sign with that exchange has a fair sign.
/// With d = a − b and u = a + b of a pixel:
/// <list type="bullet">
/// <item><b>means</b>, a sum for each channel: d. A bias, another picture, a blank or old one add up.</item>
/// <item><b>variance</b>: d · (u − ū) with ū the mean of the neighbours' u. This is (a − m)² − (b − m)² with m = ū / 2, what each deviates from its
/// surroundings: the comparison of two variances by the covariance of sum and difference (E. J. G. Pitman, Biometrika 31, 1939; W. A. Morgan, ibid.).
/// Too smooth a picture makes it negative, fewer samples positive.</item>
/// <item><b>correlation</b>, along rows and along columns: d · d′ of adjacent pixels. The signs of products along a path are as independent as the
/// pixels' own. What a filter spread over several pixels makes it positive; samplers that spread errors apart make it negative, which is no fault.</item>
/// </list>
/// A difference that rounding alone can make counts as none: engines round otherwise one way everywhere, which would show where nothing is noisy, such as a
/// plain background. What counts as none depends on both alike, so the signs stay fair.
/// Each term is divided by the block's median magnitude and cut to [−1, 1], so that a firefly counts as one pixel.
/// </summary>
/// <param name="Red">Means, red.</param>
/// <param name="Green">Means, green.</param>
/// <param name="Blue">Means, blue.</param>
/// <param name="Variance">Variances.</param>
/// <param name="Rows">Correlation along rows.</param>
/// <param name="Columns">Correlation along columns.</param>
public readonly record struct StatisticalBlock(SignedSum Red, SignedSum Green, SignedSum Blue, SignedSum Variance, SignedSum Rows, SignedSum Columns)
{
    private const int MostPixels = PixelRegion.BlockSize * PixelRegion.BlockSize;

    /// <summary>A difference counts from 2⁻¹⁴ of the two sums' mean on, as in <see cref="PairedTest"/>, and of one white sample.</summary>
    private const double Relative = 1.0 / (1 << 15), Absolute = 1 << 10;

    /// <summary>Magnitudes beyond so many medians count as that: means keep the efficiency of an average, the others lean to signs.</summary>
    private const double MeansCut = 2;

    private const double OthersCut = 1;

    /// <summary>Compares two renderings.</summary>
    /// <param name="a">Sums of the one, as the result file holds them: at most 64 pixels row by row.</param>
    /// <param name="b">Sums of the other, of as many samples.</param>
    /// <param name="width">Pixels of a row, 1 to 8.</param>
    /// <exception cref="ArgumentException">The two are not of one block of that width.</exception>
    public static StatisticalBlock Of(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int width)
    {
        var pixels = a.Length / ResultHeader.PixelSize;
        if (a.Length != b.Length || pixels is 0 or > MostPixels || a.Length % ResultHeader.PixelSize != 0 || width is < 1 or > PixelRegion.BlockSize || pixels % width != 0)
            throw new ArgumentException("The two are not of one block of that width.", nameof(b));
        Span<double> terms = stackalloc double[MostPixels];
        Span<double> differences = stackalloc double[MostPixels];
        Span<double> sums = stackalloc double[MostPixels];
        Span<SignedSum> channels = stackalloc SignedSum[3];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var at = pixel * ResultHeader.PixelSize + 8 * channel;
                double left = BinaryPrimitives.ReadInt64LittleEndian(a[at..]);
                double right = BinaryPrimitives.ReadInt64LittleEndian(b[at..]);
                var difference = left - right;
                if (Math.Abs(difference) <= Absolute + (Math.Abs(left) + Math.Abs(right)) * Relative) difference = 0;
                terms[pixel] = difference;
                differences[pixel] += difference;
                sums[pixel] += left + right;
            }

            channels[channel] = Cut(terms[..pixels], MeansCut);
        }

        return new StatisticalBlock(
            channels[0], channels[1], channels[2],
            Variances(differences[..pixels], sums[..pixels], width, terms),
            Products(differences[..pixels], width, 1, terms),
            Products(differences[..pixels], width, width, terms));
    }

    private static SignedSum Variances(ReadOnlySpan<double> d, ReadOnlySpan<double> u, int width, Span<double> terms)
    {
        for (var at = 0; at < d.Length; at++)
        {
            var (around, count) = (0.0, 0);
            if (at % width > 0) (around, count) = (around + u[at - 1], count + 1);
            if (at % width < width - 1) (around, count) = (around + u[at + 1], count + 1);
            if (at >= width) (around, count) = (around + u[at - width], count + 1);
            if (at + width < d.Length) (around, count) = (around + u[at + width], count + 1);
            terms[at] = count == 0 ? 0 : d[at] * (u[at] - around / count);
        }

        return Cut(terms[..d.Length], OthersCut);
    }

    /// <summary>Products of each pixel and the one <paramref name="step"/> further, within a row or a column.</summary>
    private static SignedSum Products(ReadOnlySpan<double> d, int width, int step, Span<double> terms)
    {
        var count = 0;
        for (var at = 0; at + step < d.Length; at++)
            if (step == width || at % width < width - 1)
                terms[count++] = d[at] * d[at + step];
        return Cut(terms[..count], OthersCut);
    }

    /// <summary>Divides by so many medians of the magnitudes that are not 0, cuts to [−1, 1], and adds up. The order of the terms is lost.</summary>
    private static SignedSum Cut(Span<double> terms, double medians)
    {
        Span<double> magnitudes = stackalloc double[MostPixels];
        var count = 0;
        foreach (var term in terms)
            if (term != 0)
                magnitudes[count++] = Math.Abs(term);
        var sum = new SignedSum();
        if (count == 0) return sum;
        magnitudes[..count].Sort();
        var scale = medians * magnitudes[count / 2];
        foreach (var term in terms)
            if (term != 0)
                sum.Add(Math.Clamp(term / scale, -1, 1));
        return sum;
    }
}
