using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Lighting;

/// <summary>The latitude-longitude environment: lookup, sampling by luminance, density. u = ½ + atan2(z, x)/2π, v = acos(y)/π.</summary>
public static class EnvironmentLight
{
    /// <summary>Radiance from a direction.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="from">Where the ray was scattered.</param>
    /// <param name="direction">Unit direction into the sky.</param>
    /// <param name="pdf">Density, sr⁻¹, with which light sampling draws this direction, the choice of the environment included; 0: never.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Float3 Radiance<TView>(ref TView view, Float3 from, Float3 direction, out Real pdf)
        where TView : struct, ISceneView
    {
        ref var header = ref view.Header;
        pdf = 0f;
        if (header.EnvironmentWidth == 0)
            return header.EnvironmentConstant;
        var u = Trigonometry.Atan2(direction.Z, direction.X) * (0.5f * Trigonometry.InversePi) + 0.5f;
        var v = Trigonometry.Acos(direction.Y) * Trigonometry.InversePi;
        var x = Real.ToInt32(u * Real.FromInt32(header.EnvironmentWidth), 0, header.EnvironmentWidth - 1);
        var y = Real.ToInt32(v * Real.FromInt32(header.EnvironmentHeight), 0, header.EnvironmentHeight - 1);
        if (header.EnvironmentPdfScale > 0f)
        {
            var at = y * header.EnvironmentWidth + x;
            var rowShare = view.EnvironmentRow(y) - (y == 0 ? Real.Zero : view.EnvironmentRow(y - 1));
            var columnShare = view.EnvironmentColumn(at) - (x == 0 ? Real.Zero : view.EnvironmentColumn(at - 1));
            pdf = Density(header.EnvironmentPdfScale, rowShare, columnShare, direction.Y) * LightTree.FarShare(ref view, from);
        }
        return RadianceAt(ref view, new(u, v));
    }

    /// <summary>Draws a direction by luminance.</summary>
    /// <param name="view">The scene; its environment is a map.</param>
    /// <param name="sample">A point of the unit square.</param>
    /// <param name="share">Probability of choosing a light that is infinitely far.</param>
    /// <param name="direction">Unit direction into the sky.</param>
    /// <param name="pdf">Density, sr⁻¹, the choice of the environment included.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>The point (u, v) of the map.</returns>
    public static Float2 Sample<TView>(ref TView view, Float2 sample, Real share, out Float3 direction, out Real pdf)
        where TView : struct, ISceneView
    {
        ref var header = ref view.Header;
        var row = view.FindEnvironmentRow(sample.Y);
        var before = row == 0 ? Real.Zero : view.EnvironmentRow(row - 1);
        var rowShare = view.EnvironmentRow(row) - before;
        var insideY = (sample.Y - before) / rowShare;
        var first = row * header.EnvironmentWidth;
        var column = view.FindEnvironmentColumn(row, sample.X);
        before = column == 0 ? Real.Zero : view.EnvironmentColumn(first + column - 1);
        var columnShare = view.EnvironmentColumn(first + column) - before;
        var insideX = (sample.X - before) / columnShare;

        var u = (Real.FromInt32(column) + insideX) / Real.FromInt32(header.EnvironmentWidth);
        var v = (Real.FromInt32(row) + insideY) / Real.FromInt32(header.EnvironmentHeight);
        Trigonometry.SinCosTurns(v * 0.5f, out var sinTheta, out var cosTheta);
        Trigonometry.SinCosTurns(u - 0.5f, out var sinPhi, out var cosPhi);
        direction = new(sinTheta * cosPhi, cosTheta, sinTheta * sinPhi);
        pdf = Density(header.EnvironmentPdfScale, rowShare, columnShare, cosTheta) * share;
        return new(u, v);
    }

    /// <summary>Density of a direction, sr⁻¹, from the shares of its row and of its texel in the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Density(Real scale, Real rowShare, Real columnShare, Real cosTheta) =>
        scale * rowShare * columnShare / Real.Sqrt(Real.Max((Real)1f - cosTheta * cosTheta, 1e-9f));

    /// <summary>Bilinearly filtered radiance of a point of the map.</summary>
    /// <param name="view">The scene; its environment is a map.</param>
    /// <param name="point">(u, v) in [0, 1]².</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Float3 RadianceAt<TView>(ref TView view, Float2 point)
        where TView : struct, ISceneView
    {
        ref var header = ref view.Header;
        var width = header.EnvironmentWidth;
        var height = header.EnvironmentHeight;
        // Shifted by one texel so that truncation is a floor.
        var px = point.X * Real.FromInt32(width) + 0.5f;
        var py = point.Y * Real.FromInt32(height) + 0.5f;
        var x1 = Real.ToInt32(px, 0, width);
        var y1 = Real.ToInt32(py, 0, height);
        var fx = px - Real.FromInt32(x1);
        var fy = py - Real.FromInt32(y1);
        var left = x1 == 0 ? width - 1 : x1 - 1;
        var right = x1 == width ? 0 : x1;
        var above = (y1 == 0 ? 0 : y1 - 1) * width;
        var below = (y1 == height ? height - 1 : y1) * width;
        var top = Lerp(view.EnvironmentTexel(above + left), view.EnvironmentTexel(above + right), fx);
        var bottom = Lerp(view.EnvironmentTexel(below + left), view.EnvironmentTexel(below + right), fx);
        return Lerp(top, bottom, fy);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Lerp(Float3 a, Float3 b, Real t) => a + (b - a) * t;
}
