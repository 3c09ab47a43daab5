using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Render.Tracing.Denoising;

/// <summary>Weighted least squares of colour over features in a pixel's window, and what it foretells for every pixel of the window.</summary>
/// <remarks>Bitterli et al. 2016, section 4: pixels get the weighted mean of all windows' predictions for them.</remarks>
/// <param name="features">Eight numbers a pixel of the area, row by row: 1 and seven features.</param>
/// <param name="colors">Four numbers a pixel: red, green, blue of the half that is averaged, and 0.</param>
/// <param name="width">Columns of the area.</param>
/// <param name="height">Rows of the area.</param>
internal sealed class FeatureRegression(Vector256<float>[] features, Vector128<float>[] colors, int width, int height)
{
    private const int Unknowns = 8;

    /// <summary>Weights below are no help.</summary>
    private const float LeastWeight = 1e-3f;

    /// <summary>Ridge, of the sum of weights: features that hardly vary say nothing.</summary>
    private const double Ridge = 1e-4;

    private readonly float[] _window = new float[PatchWeights.WindowSide * PatchWeights.WindowSide];
    private readonly double[] _matrix = new double[Unknowns * Unknowns];
    private readonly double[] _sides = new double[3 * Unknowns];

    /// <summary>Sums of predictions · weight for red, green, blue, and of weights.</summary>
    public Vector128<float>[] Sums { get; } = new Vector128<float>[width * height];

    /// <summary>Adds the predictions of a pixel's window.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="weights">The weights of the other half, of the strip that the pixel is in.</param>
    /// <param name="row">The pixel's row in the strip.</param>
    public void Add(int x, int y, PatchWeights weights, int row)
    {
        var area = new PixelArea(
            Math.Max(x - PatchWeights.WindowRadius, 0), Math.Max(y - PatchWeights.WindowRadius, 0),
            Math.Min(x + PatchWeights.WindowRadius + 1, width), Math.Min(y + PatchWeights.WindowRadius + 1, height));
        for (var v = area.Top; v < area.Bottom; v++)
            for (var u = area.Left; u < area.Right; u++)
                _window[Offset(u - x, v - y)] = weights.At(Offset(u - x, v - y), row, x);
        var center = features[y * width + x].WithElement(0, 0f);
        Accumulate(x, y, area, center);
        Solve();
        Predict(x, y, area, center);
    }

    private static int Offset(int dx, int dy) => (dy + PatchWeights.WindowRadius) * PatchWeights.WindowSide + dx + PatchWeights.WindowRadius;

    private void Accumulate(int x, int y, PixelArea area, Vector256<float> center)
    {
        Vector256<float> m0 = default, m1 = default, m2 = default, m3 = default, m4 = default, m5 = default, m6 = default, m7 = default;
        Vector256<float> red = default, green = default, blue = default;
        for (var v = area.Top; v < area.Bottom; v++)
        {
            for (var u = area.Left; u < area.Right; u++)
            {
                var weight = _window[Offset(u - x, v - y)];
                if (weight < LeastWeight)
                    continue;
                var feature = features[v * width + u] - center;
                var color = colors[v * width + u];
                var weighted = feature * weight;
                m0 += weighted;
                m1 += weighted * Vector256.Create(feature.GetElement(1));
                m2 += weighted * Vector256.Create(feature.GetElement(2));
                m3 += weighted * Vector256.Create(feature.GetElement(3));
                m4 += weighted * Vector256.Create(feature.GetElement(4));
                m5 += weighted * Vector256.Create(feature.GetElement(5));
                m6 += weighted * Vector256.Create(feature.GetElement(6));
                m7 += weighted * Vector256.Create(feature.GetElement(7));
                red += weighted * Vector256.Create(color.GetElement(0));
                green += weighted * Vector256.Create(color.GetElement(1));
                blue += weighted * Vector256.Create(color.GetElement(2));
            }
        }
        Span<Vector256<float>> rows = [m0, m1, m2, m3, m4, m5, m6, m7];
        var entries = MemoryMarshal.Cast<Vector256<float>, float>(rows);
        for (var i = 0; i < _matrix.Length; i++)
            _matrix[i] = entries[i];
        Span<Vector256<float>> right = [red, green, blue];
        var values = MemoryMarshal.Cast<Vector256<float>, float>(right);
        for (var i = 0; i < _sides.Length; i++)
            _sides[i] = values[i];
    }

    /// <summary>Solves by Cholesky's decomposition, in place; the ridge keeps the matrix positive definite.</summary>
    private void Solve()
    {
        for (var i = 1; i < Unknowns; i++)
            _matrix[i * Unknowns + i] += Ridge * _matrix[0];
        for (var i = 0; i < Unknowns; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = _matrix[i * Unknowns + j];
                for (var k = 0; k < j; k++)
                    sum -= _matrix[i * Unknowns + k] * _matrix[j * Unknowns + k];
                _matrix[i * Unknowns + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-30)) : sum / _matrix[j * Unknowns + j];
            }
        }
        for (var channel = 0; channel < 3; channel++)
        {
            var side = _sides.AsSpan(channel * Unknowns, Unknowns);
            for (var i = 0; i < Unknowns; i++)
            {
                for (var k = 0; k < i; k++)
                    side[i] -= _matrix[i * Unknowns + k] * side[k];
                side[i] /= _matrix[i * Unknowns + i];
            }
            for (var i = Unknowns - 1; i >= 0; i--)
            {
                for (var k = i + 1; k < Unknowns; k++)
                    side[i] -= _matrix[k * Unknowns + i] * side[k];
                side[i] /= _matrix[i * Unknowns + i];
            }
        }
    }

    private void Predict(int x, int y, PixelArea area, Vector256<float> center)
    {
        // The fourth lane carries the weight.
        var constant = Vector128.Create((float)_sides[0], (float)_sides[Unknowns], (float)_sides[2 * Unknowns], 1f);
        var (s1, s2, s3, s4, s5, s6, s7) = (Slope(1), Slope(2), Slope(3), Slope(4), Slope(5), Slope(6), Slope(7));
        for (var v = area.Top; v < area.Bottom; v++)
        {
            for (var u = area.Left; u < area.Right; u++)
            {
                var weight = _window[Offset(u - x, v - y)];
                if (weight < LeastWeight)
                    continue;
                var feature = features[v * width + u] - center;
                var predicted = constant;
                predicted += s1 * feature.GetElement(1);
                predicted += s2 * feature.GetElement(2);
                predicted += s3 * feature.GetElement(3);
                predicted += s4 * feature.GetElement(4);
                predicted += s5 * feature.GetElement(5);
                predicted += s6 * feature.GetElement(6);
                predicted += s7 * feature.GetElement(7);
                Sums[v * width + u] += predicted * weight;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Slope(int i) => Vector128.Create((float)_sides[i], (float)_sides[Unknowns + i], (float)_sides[2 * Unknowns + i], 0f);
}
