namespace Render.Benchmarks.Statistics;

/// <summary>What a node can do to save work, or to look as if it had not.</summary>
internal static class Forgeries
{
    /// <summary>Sums as if more samples had been taken.</summary>
    internal static Picture Scaled(this Picture picture, double factor) => picture.Filtered((x, y, c) => picture.At(x, y, c) * factor);

    /// <summary>A mean over (2r + 1)² pixels.</summary>
    internal static Picture Box(this Picture picture, int radius) => picture.Filtered((x, y, c) =>
    {
        var sum = 0.0;
        for (var dy = -radius; dy <= radius; dy++)
            for (var dx = -radius; dx <= radius; dx++)
                sum += picture.At(x + dx, y + dy, c);
        return sum / ((2 * radius + 1) * (2 * radius + 1));
    });

    /// <summary>A part of the way to <paramref name="other"/>.</summary>
    internal static Picture Mixed(this Picture picture, Picture other, double share) =>
        picture.Filtered((x, y, c) => (picture.At(x, y, c) * (1 - share)) + (other.At(x, y, c) * share));

    /// <summary>
    /// The edge-avoiding à-trous wavelet filter on colour (H. Dammertz, D. Sewtz, J. Hanika, H. Lensch, HPG 2010), without feature buffers.
    /// </summary>
    internal static Picture Wavelet(this Picture picture, int levels)
    {
        ReadOnlySpan<double> tap = [1 / 16.0, 1 / 4.0, 3 / 8.0, 1 / 4.0, 1 / 16.0];
        var taps = tap.ToArray();
        var spread = picture.Sums.Average(v => Math.Abs((double)v));
        for (var level = 0; level < levels; level++)
        {
            var (from, step, sigma) = (picture, 1 << level, spread * 2 / (1 << level));
            picture = from.Filtered((x, y, c) =>
            {
                var (sum, weights) = (0.0, 0.0);
                for (var dy = -2; dy <= 2; dy++)
                    for (var dx = -2; dx <= 2; dx++)
                    {
                        var distance = Distance(from, x, y, x + (step * dx), y + (step * dy)) / (3 * sigma * sigma);
                        var weight = taps[dx + 2] * taps[dy + 2] * Math.Exp(-distance);
                        sum += weight * from.At(x + (step * dx), y + (step * dy), c);
                        weights += weight;
                    }

                return sum / weights;
            });
        }

        return picture;
    }

    /// <summary>Non-local means (A. Buades, B. Coll, J.-M. Morel, CVPR 2005): 3 × 3 patches within 7 × 7 pixels.</summary>
    internal static Picture NonLocalMeans(this Picture picture)
    {
        var spread = picture.Sums.Average(v => Math.Abs((double)v)) * 0.7;
        return picture.Filtered((x, y, c) =>
        {
            var (sum, weights) = (0.0, 0.0);
            for (var dy = -3; dy <= 3; dy++)
                for (var dx = -3; dx <= 3; dx++)
                {
                    var distance = 0.0;
                    for (var py = -1; py <= 1; py++)
                        for (var px = -1; px <= 1; px++)
                            distance += Distance(picture, x + px, y + py, x + dx + px, y + dy + py);
                    var weight = Math.Exp(-distance / (27 * spread * spread));
                    sum += weight * picture.At(x + dx, y + dy, c);
                    weights += weight;
                }

            return sum / weights;
        });
    }

    private static double Distance(Picture picture, int x, int y, int u, int v)
    {
        var sum = 0.0;
        for (var c = 0; c < 3; c++)
        {
            var d = picture.At(x, y, c) - picture.At(u, v, c);
            sum += d * d;
        }

        return sum;
    }
}
