using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Sampling;

/// <summary>
/// Blackman and Harris's four-term window as a density about a pixel's middle, three pixels wide in each direction: what Cycles calls a filter of width 1.5.
/// </summary>
/// <remarks>F. J. Harris, "On the Use of Windows for Harmonic Analysis with the Discrete Fourier Transform", Proc. IEEE 66(1), 1978, the window of −92 dB.</remarks>
public static class BlackmanHarris
{
    /// <summary>Pixels from one end to the other.</summary>
    public const float Width = 3f;

    private const float A0 = 0.35875f;
    private const float A1 = 0.48829f;
    private const float A2 = 0.14128f;
    private const float A3 = 0.01168f;

    /// <summary>A point about a pixel whose corner is the origin, in [−1, 2]²; density <see cref="Pdf"/> of each coordinate.</summary>
    /// <param name="u">A point of the unit square.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float2 Sample(Float2 u) => new(Invert(u.X) * Width - 1f, Invert(u.Y) * Width - 1f);

    /// <summary>The density of a coordinate, 1 / pixel.</summary>
    /// <param name="x">From the pixel's corner.</param>
    public static Real Pdf(Real x)
    {
        var t = (x + 1f) / Width;
        return t < 0f || t > 1f ? Real.Zero : Density(t) / Width;
    }

    /// <summary>The least part of the window in which a share of it lies: the inverse of its integral, to 10⁻⁶ of the share.</summary>
    /// <param name="u">The share, [0, 1].</param>
    /// <remarks>A polynomial in the fourth root of the share, and one step of Newton's. Halves are mirror images.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Real Invert(Real u)
    {
        var isUpper = u > 0.5f;
        var share = isUpper ? Real.One - u : u;
        var root = Real.Sqrt(Real.Sqrt(share));
        var t = Real.Fma(root, 0.634105086f, -1.19332731f);
        t = Real.Fma(t, root, 1.24798954f);
        t = Real.Fma(t, root, -0.831097722f);
        t = Real.Fma(t, root, 0.829519153f);
        t = Real.Clamp(Real.Fma(t, root, -0.0221496243f), 0f, 0.5f);
        t = Real.Clamp(t - (Integral(t) - share) / Density(t), 0f, 0.5f);
        return isUpper ? Real.One - t : t;
    }

    /// <summary>∫ of <see cref="Density"/> from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Real Integral(Real t)
    {
        Trigonometry.SinCosTurns(t, out var sin, out var cos);
        // sin 2a = 2 sin a cos a, sin 3a = 3 sin a − 4 sin³ a.
        var series = Real.Fma(cos, 2f * (A2 / (4f * Trigonometry.Pi * A0)), -(A1 / (2f * Trigonometry.Pi * A0)));
        series -= Real.Fma(sin * sin, -4f, 3f) * (A3 / (6f * Trigonometry.Pi * A0));
        return Real.Fma(series, sin, t);
    }

    /// <summary>The window over [0, 1], with the integral 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Density(Real t)
    {
        Trigonometry.SinCosTurns(t, out _, out var cos);
        // By powers of y = sin²(πt), whose factors are all positive, so that nothing cancels where the window is low.
        var y = (Real.One - cos) * 0.5f;
        var density = Real.Fma(y, 32f * A3 / A0, (8f * A2 - 48f * A3) / A0);
        density = Real.Fma(density, y, (2f * A1 - 8f * A2 + 18f * A3) / A0);
        return Real.Fma(density, y, (A0 - A1 + A2 - A3) / A0);
    }
}
