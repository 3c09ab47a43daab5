using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;

namespace Render.Tracing.Compilation;

/// <summary>An environment map with the distributions it is sampled by.</summary>
internal sealed class EnvironmentArrays
{
    /// <summary>Texels a guide stands for: one cache line of cumulative probabilities.</summary>
    internal const int GuideRun = 16;

    private EnvironmentArrays(SkyEnvironment source)
    {
        Source = source;
        Texels = new(source.Texels.AsSpan());
        Rows = new(source.Height);
        Guides = new(GuidesPerRow(source.Width) * source.Height);
        Columns = new(source.Width * source.Height);
    }

    /// <summary>What this was made from: frames that share the object share the arrays.</summary>
    internal SkyEnvironment Source { get; }

    internal FlatArray<Float3> Texels { get; }

    internal FlatArray<Real> Rows { get; }

    internal FlatArray<Real> Guides { get; }

    internal FlatArray<Real> Columns { get; }

    /// <summary>∫ luminance dω, for choosing between lights.</summary>
    internal Real Power { get; private set; }

    internal static EnvironmentArrays Build(SkyEnvironment source)
    {
        var arrays = new EnvironmentArrays(source);
        if (source.Width == 0)
            return arrays;
        var rows = new Real[source.Height];
        var weights = new Real[source.Width];
        for (var y = 0; y < source.Height; y++)
        {
            Trigonometry.SinCosTurns((Real.FromInt32(y) + 0.5f) / Real.FromInt32(2 * source.Height), out var sin, out _);
            var sum = Real.Zero;
            for (var x = 0; x < source.Width; x++)
            {
                weights[x] = Filtered(source, x, y);
                sum += weights[x];
            }
            rows[y] = sum * sin;
            var columns = arrays.Columns.Span.Slice(y * source.Width, source.Width);
            UnitDistribution.Build(weights, columns);
            var guides = GuidesPerRow(source.Width);
            for (var k = 0; k < guides; k++)
                arrays.Guides[y * guides + k] = columns[Math.Min(k * GuideRun + GuideRun, source.Width) - 1];
        }
        UnitDistribution.Build(rows, arrays.Rows.Span);
        var total = Real.Zero;
        foreach (var row in rows)
            total += row;
        arrays.Power = total * (2f * Trigonometry.Pi * Trigonometry.Pi) / Real.FromInt32(source.Width * source.Height);
        return arrays;
    }

    /// <summary>Guides of a row of texels.</summary>
    internal static int GuidesPerRow(int width) => (width + GuideRun - 1) / GuideRun;

    /// <summary>Luminance averaged over the texel's area as bilinear lookup sees it, so that no radiance lies where the density is 0.</summary>
    private static Real Filtered(SkyEnvironment source, int x, int y)
    {
        var above = y == 0 ? 0 : y - 1;
        var below = y == source.Height - 1 ? y : y + 1;
        return Row(source, x, y) * 0.75f + (Row(source, x, above) + Row(source, x, below)) * 0.125f;
    }

    private static Real Row(SkyEnvironment source, int x, int y)
    {
        var left = x == 0 ? source.Width - 1 : x - 1;
        var right = x == source.Width - 1 ? 0 : x + 1;
        var row = y * source.Width;
        return Color.Luminance(source.Texels[row + x]) * 0.75f
            + (Color.Luminance(source.Texels[row + left]) + Color.Luminance(source.Texels[row + right])) * 0.125f;
    }
}
