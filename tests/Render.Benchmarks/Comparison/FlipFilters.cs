namespace Render.Benchmarks.Comparison;

/// <summary>The contrast sensitivity of <see cref="Flip"/>: what of each opponent channel is seen, as sums of Gaussians over the angle.</summary>
internal static class FlipFilters
{
    // a₁, b₁, a₂, b₂ of each channel: table 1 of the paper.
    private static readonly double[][] Sensitivity = [[1, 0.0047, 0, 1e-5], [1, 0.0053, 0, 1e-5], [34.1, 0.04, 13.5, 0.025]];

    private const double Widest = 0.04;

    /// <summary>The filtered channels.</summary>
    public static double[][] Contrast(double[][] planes, int width, int height, double pixelsPerDegree) =>
        [.. planes.Select((plane, channel) => Filter(plane, width, height, Kernel(Sensitivity[channel], pixelsPerDegree, out var radius), radius))];

    /// <summary>A convolution, turned by 180° as in the reference implementation; the border is repeated.</summary>
    /// <param name="plane">The channel.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="kernel">(2 · radius + 1)² weights, row by row.</param>
    /// <param name="radius">Pixels.</param>
    public static double[] Filter(double[] plane, int width, int height, double[] kernel, int radius)
    {
        var side = 2 * radius + 1;
        var result = new double[plane.Length];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var j = 0; j < side; j++)
                {
                    var row = Math.Clamp(y + j - radius, 0, height - 1) * width;
                    for (var i = 0; i < side; i++)
                        sum += kernel[j * side + i] * plane[row + Math.Clamp(x + i - radius, 0, width - 1)];
                }
                result[y * width + x] = sum;
            }
        });
        return result;
    }

    private static double[] Kernel(double[] sensitivity, double pixelsPerDegree, out int radius)
    {
        var r = radius = (int)Math.Ceiling(3 * Math.Sqrt(Widest / (2 * Math.PI * Math.PI)) * pixelsPerDegree);
        var side = 2 * r + 1;
        var kernel = Enumerable.Range(0, side * side).Select(i => At((i % side - r) / pixelsPerDegree, (i / side - r) / pixelsPerDegree)).ToArray();
        var sum = kernel.Sum();
        return [.. kernel.Select(weight => weight / sum)];

        double At(double x, double y) => Gaussian(sensitivity[0], sensitivity[1], x * x + y * y) + Gaussian(sensitivity[2], sensitivity[3], x * x + y * y);
    }

    private static double Gaussian(double a, double b, double square) => a * Math.Sqrt(Math.PI / b) * Math.Exp(-Math.PI * Math.PI * square / b);
}
