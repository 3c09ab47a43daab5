namespace Render.Benchmarks.Comparison;

/// <summary>
/// The difference that a person sees who flips between two pictures: P. Andersson et al., "ꟻLIP: A Difference Evaluator for Alternating Images", HPG 2020, for
/// pictures of low dynamic range, at the paper's default of 67 pixels a degree (0.7 m before a screen 0.7 m wide with 3,840 pixels).
/// </summary>
internal static class Flip
{
    private const double PixelsPerDegree = 0.7 * 3840 / 0.7 * Math.PI / 180;
    private const double ColorExponent = 0.7;
    private const double ColorBreak = 0.4;
    private const double ColorBreakError = 0.95;
    private const double FeatureExponent = 0.5;

    private static readonly double LargestColorDistance = Math.Pow(HyAb(Hunt(FlipColor.ToLab([0, 1, 0])), Hunt(FlipColor.ToLab([0, 0, 1]))), ColorExponent);

    /// <summary>The difference of each pixel, 0 to 1.</summary>
    /// <param name="reference">Linear Rec. 709; clipped to [0, 1] as a display does.</param>
    /// <param name="test">The same size.</param>
    public static double[] Map(LinearPicture reference, LinearPicture test)
    {
        var (width, height) = (reference.Width, reference.Height);
        var (a, b) = (FlipColor.ToOpponent(reference), FlipColor.ToOpponent(test));
        var (colorsA, colorsB) = (Preprocess(a, width, height), Preprocess(b, width, height));
        var (featuresA, featuresB) = (FlipFeatures.Of(a[0], width, height, PixelsPerDegree), FlipFeatures.Of(b[0], width, height, PixelsPerDegree));
        var map = new double[width * height];
        for (var i = 0; i < map.Length; i++)
        {
            var color = Redistribute(Math.Pow(HyAb(colorsA[i], colorsB[i]), ColorExponent));
            var feature = Math.Max(Math.Abs(featuresA.Edges[i] - featuresB.Edges[i]), Math.Abs(featuresA.Points[i] - featuresB.Points[i]));
            map[i] = Math.Pow(color, 1 - Math.Clamp(Math.Pow(feature / Math.Sqrt(2), FeatureExponent), 0, 1));
        }
        return map;
    }

    /// <summary>What the eye resolves of the colours, in Hunt-adjusted L*a*b*.</summary>
    private static double[][] Preprocess(double[][] opponent, int width, int height)
    {
        var seen = FlipFilters.Contrast(opponent, width, height, PixelsPerDegree);
        var result = new double[width * height][];
        for (var i = 0; i < result.Length; i++)
            result[i] = Hunt(FlipColor.ToLab(FlipColor.FromOpponent(seen[0][i], seen[1][i], seen[2][i])));
        return result;
    }

    private static double[] Hunt(double[] lab) => [lab[0], lab[1] * lab[0] * 0.01, lab[2] * lab[0] * 0.01];

    private static double HyAb(double[] a, double[] b) => Math.Abs(a[0] - b[0]) + Math.Sqrt((a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));

    private static double Redistribute(double distance)
    {
        var breakAt = ColorBreak * LargestColorDistance;
        return distance < breakAt
            ? ColorBreakError / breakAt * distance
            : ColorBreakError + (distance - breakAt) / (LargestColorDistance - breakAt) * (1 - ColorBreakError);
    }
}
