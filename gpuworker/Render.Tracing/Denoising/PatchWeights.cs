using System.Runtime.Intrinsics;

namespace Render.Tracing.Denoising;

/// <summary>How alike a pixel's patch and those about it are, in one half of a picture, beyond what noise makes of it: the weights of non-local means.</summary>
/// <remarks>Rousselle et al. 2012, equations 4 to 6: per channel ((u − v)² − (σ²ᵤ + min(σ²ᵤ, σ²ᵥ))) / (ε + k²(σ²ᵤ + σ²ᵥ)), its mean d over patch and channels, weight exp(−max(0, d)).</remarks>
/// <param name="colors">Three planes of the half, padded by <see cref="Margin"/>.</param>
/// <param name="variances">Their variances.</param>
/// <param name="width">Columns of the area.</param>
internal sealed class PatchWeights(PaddedPlane[] colors, PaddedPlane[] variances, int width)
{
    /// <summary>Pixels from a window's centre to its side.</summary>
    public const int WindowRadius = 9;

    /// <summary>Pixels a side of a window.</summary>
    public const int WindowSide = 2 * WindowRadius + 1;

    /// <summary>How far windows and patches reach.</summary>
    public const int Margin = WindowRadius + PatchRadius;

    /// <summary>Rows of a strip.</summary>
    public const int Rows = 16;

    private const int PatchRadius = 3;
    private const int PatchSide = 2 * PatchRadius + 1;
    private const float Least = 1e-8f;
    private const int Lanes = 8;

    private readonly int _stride = (width + Lanes - 1) / Lanes * Lanes;
    private readonly float[] _differences = new float[(Rows + 2 * PatchRadius) * ((width + Lanes - 1) / Lanes * Lanes + 2 * Lanes)];
    private readonly float[] _columns = new float[(width + Lanes - 1) / Lanes * Lanes + 2 * Lanes];
    private readonly float[] _weights = new float[WindowSide * WindowSide * Rows * ((width + Lanes - 1) / Lanes * Lanes)];

    /// <summary>The weight of the pixel at an offset from one of the strip.</summary>
    /// <param name="offset">Row by row over the window.</param>
    /// <param name="row">Row within the strip.</param>
    /// <param name="x">Column.</param>
    public float At(int offset, int row, int x) => _weights[(offset * Rows + row) * _stride + x];

    /// <summary>Weighs a strip.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="rows">Its rows, <see cref="Rows"/> at most.</param>
    /// <param name="bandwidth">k: how large a difference beyond noise may be.</param>
    public void Weigh(int top, int rows, float bandwidth)
    {
        for (var offset = 0; offset < WindowSide * WindowSide; offset++)
        {
            Compare(top, rows, offset % WindowSide - WindowRadius, offset / WindowSide - WindowRadius, bandwidth);
            for (var row = 0; row < rows; row++)
                Sum(row, _weights.AsSpan((offset * Rows + row) * _stride, _stride));
        }
    }

    private void Compare(int top, int rows, int dx, int dy, float bandwidth)
    {
        var width8 = _stride + Lanes;
        var scale = Vector256.Create(bandwidth * bandwidth);
        var least = Vector256.Create(Least);
        for (var row = 0; row < rows + 2 * PatchRadius; row++)
        {
            var y = top + row - PatchRadius;
            for (var x = 0; x < width8; x += Lanes)
            {
                var sum = Vector256<float>.Zero;
                for (var channel = 0; channel < 3; channel++)
                {
                    var (color, variance) = (colors[channel], variances[channel]);
                    var (here, there) = (color.At(x - PatchRadius, y), color.At(x - PatchRadius + dx, y + dy));
                    var difference = Load(color.Values, here) - Load(color.Values, there);
                    var (mine, its) = (Load(variance.Values, here), Load(variance.Values, there));
                    sum += (difference * difference - (mine + Vector256.Min(mine, its))) / (least + scale * (mine + its));
                }
                sum.CopyTo(_differences, row * (_stride + 2 * Lanes) + x);
            }
        }
    }

    private void Sum(int row, Span<float> into)
    {
        var width8 = _stride + Lanes;
        for (var x = 0; x < width8; x += Lanes)
        {
            var sum = Vector256<float>.Zero;
            for (var i = 0; i < PatchSide; i++)
                sum += Load(_differences, (row + i) * (_stride + 2 * Lanes) + x);
            sum.CopyTo(_columns, x);
        }
        var share = Vector256.Create(1f / (3 * PatchSide * PatchSide * 16));
        for (var x = 0; x < _stride; x += Lanes)
        {
            var sum = Vector256<float>.Zero;
            for (var i = 0; i < PatchSide; i++)
                sum += Load(_columns, x + i);
            // exp(−d) as (1 − d/16)¹⁶: never more than 0.02 off, and nothing from 16 on.
            var power = Vector256.Max(Vector256<float>.One - Vector256.Max(sum, Vector256<float>.Zero) * share, Vector256<float>.Zero);
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            power.CopyTo(into[x..]);
        }
    }

    private static Vector256<float> Load(float[] from, int at) => Vector256.Create<float>(from.AsSpan(at, Lanes));
}
