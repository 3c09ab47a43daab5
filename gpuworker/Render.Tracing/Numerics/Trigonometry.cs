using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>Circular functions as fixed polynomials over <see cref="Real"/>, the same on every backend. Errors are absolute and checked by tests.</summary>
/// <remarks>Coefficients after S. L. Moshier's Cephes single precision library.</remarks>
public static class Trigonometry
{
    /// <summary>π, rounded.</summary>
    public const float Pi = 3.14159274f;

    /// <summary>1 / π, rounded.</summary>
    public const float InversePi = 0.318309873f;

    private const float TanPiOver8 = 0.414213562f;

    /// <summary>cos and sin of 2πu for u in [−2²⁰, 2²⁰] turns; error ≤ 3·10⁻⁷ for |u| ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosTurns(Real u, out Real sin, out Real cos)
    {
        var quarters = Exact.ToInt32((Real.Clamp(u, -1048576f, 1048576f) * 4f + Real.CopySign(0.5f, u)).Value);
        // Exact: u and quarters/4 are close, so the difference needs no more bits than u has.
        var x = (u - Real.FromInt32(quarters) * 0.25f) * (2f * Pi);
        SinCosReduced(x, quarters, out sin, out cos);
    }

    /// <summary>sin and cos of x radians, |x| ≤ 8192; error ≤ 3·10⁻⁷ for |x| ≤ 100.</summary>
    public static void SinCos(Real x, out Real sin, out Real cos)
    {
        var turns = Real.Clamp(x, -8192f, 8192f) * (2f * InversePi);
        var quarters = Exact.ToInt32((turns + Real.CopySign(0.5f, turns)).Value);
        // Cody and Waite: π/2 in three parts, each product exact or fused.
        var n = Real.FromInt32(-quarters);
        var r = Real.Fma(n, 1.5703125f, x);
        r = Real.Fma(n, 4.837512969970703125e-4f, r);
        r = Real.Fma(n, 7.549789948768648e-8f, r);
        SinCosReduced(r, quarters, out sin, out cos);
    }

    /// <summary>The angle of (x, y) in (−π, π]; error ≤ 4·10⁻⁷; 0 at the origin.</summary>
    public static Real Atan2(Real y, Real x)
    {
        var ax = Real.Abs(x);
        var ay = Real.Abs(y);
        var big = Real.Max(ax, ay);
        if (!(big > 0f))
            return 0f;
        var r = Real.Min(ax, ay) / big;
        var angle = Real.Zero;
        if (r > TanPiOver8)
        {
            angle = Pi / 4f;
            r = (r - 1f) / (r + 1f);
        }
        var z = r * r;
        angle += ((((Real)8.05374449538e-2f * z - 1.38776856032e-1f) * z + 1.99777106478e-1f) * z - 3.33329491539e-1f) * z * r + r;
        if (ay > ax)
            angle = (Real)(Pi / 2f) - angle;
        if (x < 0f)
            angle = (Real)Pi - angle;
        return Real.CopySign(angle, y);
    }

    /// <summary>The angle in [0, π] whose cosine is x, clamped to [−1, 1]; error ≤ 5·10⁻⁷.</summary>
    public static Real Acos(Real x)
    {
        var c = Real.Clamp(x, -1f, 1f);
        return Atan2(Real.Sqrt(((Real)1f - c) * ((Real)1f + c)), c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SinCosReduced(Real x, int quarters, out Real sin, out Real cos)
    {
        var z = x * x;
        var s = (((Real)(-1.9515295891e-4f) * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
        var c = (((Real)2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * (z * z) - z * 0.5f + 1f;
        var odd = (quarters & 1) != 0;
        var a = odd ? c : s;
        var b = odd ? s : c;
        sin = Real.FromBits(Real.Bits(a) ^ ((quarters & 2) << 30));
        cos = Real.FromBits(Real.Bits(b) ^ (((quarters + 1) & 2) << 30));
    }
}
