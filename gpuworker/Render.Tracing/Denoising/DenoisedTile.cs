using System.Runtime.Intrinsics;
using Render.Tracing.Numerics;

namespace Render.Tracing.Denoising;

/// <summary>A tile of a picture, denoised with two bandwidths, of which each pixel takes the one whose error seems less.</summary>
/// <remarks>Bitterli et al. 2016, section 5: each half is filtered with the weights of the other, and compared with the other to estimate its error.</remarks>
internal sealed class DenoisedTile
{
    private const int VarianceRadius = 2;
    private const int ErrorRadius = 3;
    private const int ChoiceRadius = 2;
    private const int ChosenReach = ErrorRadius + ChoiceRadius;
    private const int CenterReach = ChosenReach + PatchWeights.WindowRadius;
    private const int Reach = CenterReach + PatchWeights.Margin + VarianceRadius;
    private static readonly float[] Bandwidths = [0.5f, 1f];

    private readonly PixelArea _tile;
    private readonly PixelArea _area;
    private readonly int _pictureWidth;
    private readonly Vector128<float>[][] _candidates;
    private readonly PaddedPlane _choice;

    /// <summary>Denoises a tile.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="tile">Which pixels.</param>
    /// <param name="nearness">The distance whose nearness is 1.</param>
    /// <param name="cancellation">Stops before the next strip.</param>
    public DenoisedTile(NoisyPicture picture, PixelArea tile, float nearness, CancellationToken cancellation)
    {
        (_tile, _pictureWidth) = (tile, picture.Width);
        _area = tile.Grown(Reach, picture.Width, picture.Height);
        Half[] halves = [new(picture.First, picture.Width, _area), new(picture.Second, picture.Width, _area)];
        var variances = Variances(halves);
        var features = Features(picture, nearness);
        _candidates = new Vector128<float>[Bandwidths.Length][];
        var errors = new PaddedPlane[Bandwidths.Length];
        for (var i = 0; i < Bandwidths.Length; i++)
            (_candidates[i], errors[i]) = Candidate(halves, variances, features, Bandwidths[i], cancellation);
        _choice = Choose(errors);
    }

    /// <summary>Writes the tile's pixels into the picture's.</summary>
    public void WriteTo(Float3[] result)
    {
        for (var y = _tile.Top; y < _tile.Bottom; y++)
            for (var x = _tile.Left; x < _tile.Right; x++)
            {
                var at = (y - _area.Top) * _area.Width + x - _area.Left;
                var wide = _choice[x - _area.Left, y - _area.Top];
                var value = Vector128.Max(_candidates[0][at] * (1f - wide) + _candidates[1][at] * wide, Vector128<float>.Zero);
                result[y * _pictureWidth + x] = new(value.GetElement(0), value.GetElement(1), value.GetElement(2));
            }
    }

    /// <summary>The variance of each half: half the square of their difference, over some pixels, since a single one tells little.</summary>
    private PaddedPlane[] Variances(Half[] halves)
    {
        var variances = new PaddedPlane[3];
        for (var channel = 0; channel < 3; channel++)
        {
            var variance = new PaddedPlane(_area.Width, _area.Height, PatchWeights.Margin);
            for (var y = 0; y < _area.Height; y++)
                for (var x = 0; x < _area.Width; x++)
                {
                    var difference = halves[0].Planes[channel][x, y] - halves[1].Planes[channel][x, y];
                    variance[x, y] = 0.5f * difference * difference;
                }
            variances[channel] = variance.Blurred(VarianceRadius);
        }
        return variances;
    }

    private Vector256<float>[] Features(NoisyPicture picture, float nearness)
    {
        var features = new Vector256<float>[_area.Width * _area.Height];
        for (var y = 0; y < _area.Height; y++)
            for (var x = 0; x < _area.Width; x++)
            {
                var seen = picture.Seen[(_area.Top + y) * picture.Width + _area.Left + x];
                var distance = seen.Distance.Value;
                features[y * _area.Width + x] = Vector256.Create(
                    1f, seen.Albedo.X.Value, seen.Albedo.Y.Value, seen.Albedo.Z.Value, seen.Normal.X.Value, seen.Normal.Y.Value, seen.Normal.Z.Value,
                    float.IsFinite(distance) ? nearness / (nearness + distance) : 0f);
            }
        return features;
    }

    private (Vector128<float>[] Picture, PaddedPlane Error) Candidate(
        Half[] halves, PaddedPlane[] variances, Vector256<float>[] features, float bandwidth, CancellationToken cancellation)
    {
        var centers = _tile.Grown(CenterReach, _area.Right, _area.Bottom);
        var filtered = new Vector128<float>[2][];
        for (var half = 0; half < 2; half++)
        {
            var weights = new PatchWeights(halves[1 - half].Planes, variances, _area.Width);
            var regression = new FeatureRegression(features, halves[half].Colors, _area.Width, _area.Height);
            for (var top = centers.Top; top < centers.Bottom; top += PatchWeights.Rows)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = Math.Min(PatchWeights.Rows, centers.Bottom - top);
                weights.Weigh(top - _area.Top, rows, bandwidth);
                for (var row = 0; row < rows; row++)
                    for (var x = centers.Left; x < centers.Right; x++)
                        regression.Add(x - _area.Left, top - _area.Top + row, weights, row);
            }
            filtered[half] = Array.ConvertAll(regression.Sums, sum => sum / Math.Max(sum.GetElement(3), 1e-20f));
        }
        return ([.. filtered[0].Zip(filtered[1], (one, other) => (one + other) * 0.5f)], Error(halves, variances, filtered));
    }

    /// <summary>The mean square error of the filtered halves, each judged by the other half less that one's own variance.</summary>
    private PaddedPlane Error(Half[] halves, PaddedPlane[] variances, Vector128<float>[][] filtered)
    {
        var error = new PaddedPlane(_area.Width, _area.Height, PatchWeights.Margin);
        for (var y = 0; y < _area.Height; y++)
            for (var x = 0; x < _area.Width; x++)
            {
                var sum = 0f;
                for (var half = 0; half < 2; half++)
                    for (var channel = 0; channel < 3; channel++)
                    {
                        var difference = filtered[half][y * _area.Width + x].GetElement(channel) - halves[1 - half].Planes[channel][x, y];
                        sum += difference * difference - variances[channel][x, y];
                    }
                error[x, y] = sum;
            }
        return error.Blurred(ErrorRadius);
    }

    private PaddedPlane Choose(PaddedPlane[] errors)
    {
        var wide = new PaddedPlane(_area.Width, _area.Height, PatchWeights.Margin);
        for (var y = 0; y < _area.Height; y++)
            for (var x = 0; x < _area.Width; x++)
                wide[x, y] = errors[1][x, y] < errors[0][x, y] ? 1f : 0f;
        return wide.Blurred(ChoiceRadius);
    }

    /// <summary>The area's pixels of one half: as planes for patches, and pixel by pixel for the regression.</summary>
    private sealed class Half
    {
        public Half(Float3[] picture, int width, PixelArea area)
        {
            Planes = [.. Enumerable.Range(0, 3).Select(_ => new PaddedPlane(area.Width, area.Height, PatchWeights.Margin))];
            Colors = new Vector128<float>[area.Width * area.Height];
            for (var y = 0; y < area.Height; y++)
                for (var x = 0; x < area.Width; x++)
                {
                    var color = picture[(area.Top + y) * width + area.Left + x];
                    (Planes[0][x, y], Planes[1][x, y], Planes[2][x, y]) = (color.X.Value, color.Y.Value, color.Z.Value);
                    Colors[y * area.Width + x] = Vector128.Create(color.X.Value, color.Y.Value, color.Z.Value, 0f);
                }
            foreach (var plane in Planes)
                plane.Pad();
        }

        public PaddedPlane[] Planes { get; }

        public Vector128<float>[] Colors { get; }
    }
}
