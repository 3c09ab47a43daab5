namespace Render.Benchmarks.Comparison;

/// <summary>Edges and points of a picture's luminance, as <see cref="Flip"/> sees them.</summary>
/// <param name="Edges">Strength of the first derivative, row by row.</param>
/// <param name="Points">Strength of the second.</param>
internal sealed record FlipFeatures(double[] Edges, double[] Points)
{
    private const double FeatureWidth = 0.082;

    /// <summary>The features of a channel Y.</summary>
    public static FlipFeatures Of(double[] y, int width, int height, double pixelsPerDegree)
    {
        var luminance = y.Select(value => (value + 16) / 116).ToArray();
        var deviation = 0.5 * FeatureWidth * pixelsPerDegree;
        return new(
            Strength(luminance, width, height, deviation, (x, _) => -x),
            Strength(luminance, width, height, deviation, (x, square) => x * x / square - 1));
    }

    private static double[] Strength(double[] plane, int width, int height, double deviation, Func<double, double, double> derivative)
    {
        var radius = (int)Math.Ceiling(3 * deviation);
        var side = 2 * radius + 1;
        var square = deviation * deviation;
        var along = new double[side * side];
        for (var i = 0; i < along.Length; i++)
        {
            var (x, y) = (i % side - radius, i / side - radius);
            along[i] = derivative(x, square) * Math.Exp(-(x * x + y * y) / (2 * square));
        }
        var (below, above) = (-along.Where(weight => weight < 0).Sum(), along.Where(weight => weight > 0).Sum());
        along = [.. along.Select(weight => weight / (weight < 0 ? below : above))];
        var across = Enumerable.Range(0, along.Length).Select(i => along[i % side * side + i / side]).ToArray();
        var (dx, dy) = (FlipFilters.Filter(plane, width, height, along, radius), FlipFilters.Filter(plane, width, height, across, radius));
        return [.. dx.Zip(dy, (a, b) => Math.Sqrt(a * a + b * b))];
    }
}
