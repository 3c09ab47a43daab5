using Render.Tracing.Numerics;

namespace Render.Benchmarks.Tracing;

/// <summary>How far a picture is from a converged one.</summary>
/// <param name="Rmse">Root of the mean square of the difference, in units of radiance.</param>
/// <param name="RelMse">Mean of the square of the difference over the square of the converged value, plus 0.01, so that black does not count for infinity (Rousselle et al. 2012).</param>
/// <param name="Bias">How far the picture's mean is from the converged one's, of it.</param>
/// <param name="WorstBlocks">What a noise target bounds, as it truly is: the error of blocks of 8 × 8 pixels, relative to brightness above 1 and to its root below, at the 95th percentile.</param>
internal sealed record PictureError(double Rmse, double RelMse, double Bias, double WorstBlocks)
{
    private const int Side = 8;

    public static PictureError Of(Float3[] picture, Float3[] converged, int width)
    {
        double squares = 0, relative = 0, mean = 0, truth = 0;
        for (var i = 0; i < picture.Length; i++)
        {
            foreach (var (value, right) in ((float, float)[])[
                (picture[i].X.Value, converged[i].X.Value), (picture[i].Y.Value, converged[i].Y.Value), (picture[i].Z.Value, converged[i].Z.Value)])
            {
                var square = (value - (double)right) * (value - (double)right);
                squares += square;
                relative += square / ((double)right * right + 0.01);
                mean += value;
                truth += right;
            }
        }
        var count = 3.0 * picture.Length;
        return new(Math.Sqrt(squares / count), relative / count, mean / truth - 1, Worst(picture, converged, width));
    }

    private static double Worst(Float3[] picture, Float3[] converged, int width)
    {
        var blocks = Enumerable.Range(0, picture.Length)
            .GroupBy(i => (i % width / Side, i / width / Side), i => OfPixel(picture[i], converged[i]))
            .Select(block => Math.Sqrt(block.Average()))
            .Order()
            .ToArray();
        return blocks[blocks.Length * 95 / 100];
    }

    private static double OfPixel(Float3 value, Float3 right)
    {
        var difference = (Math.Abs(value.X.Value - right.X.Value) + Math.Abs(value.Y.Value - right.Y.Value) + Math.Abs(value.Z.Value - right.Z.Value)) / 3.0;
        var brightness = Math.Max((right.X.Value + right.Y.Value + right.Z.Value) / 3.0, 1e-6);
        return difference * difference / (brightness * Math.Max(brightness, 1));
    }
}
