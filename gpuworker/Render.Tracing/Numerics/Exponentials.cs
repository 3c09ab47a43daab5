namespace Render.Tracing.Numerics;

/// <summary>Exponential functions as fixed polynomials over <see cref="Real"/>, the same on every backend. Errors are relative and checked by tests.</summary>
/// <remarks>Coefficients after S. L. Moshier's Cephes single precision library.</remarks>
public static class Exponentials
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>eˣ; relative error ≤ 2·10⁻⁷ on [−87, 88]; x is clamped to that range.</summary>
    public static Real Exp(Real x)
    {
        x = Real.Clamp(x, -87f, 88f);
        var n = Exact.ToInt32((x * Log2E + Real.CopySign(0.5f, x)).Value);
        var nf = Real.FromInt32(-n);
        var r = Real.Fma(nf, Ln2Low, Real.Fma(nf, Ln2High, x));
        var p = (((((Real)1.9875691500e-4f * r + 1.3981999507e-3f) * r + 8.3334519073e-3f) * r + 4.1665795894e-2f) * r + 1.6666665459e-1f) * r
            + 5.0000001201e-1f;
        return (p * (r * r) + r + 1f) * Real.FromBits((n + 127) << 23);
    }

    /// <summary>ln x for finite x ≥ 2⁻¹²⁶; absolute error ≤ 2·10⁻⁷·max(1, |ln x|); −∞ for smaller x.</summary>
    public static Real Log(Real x)
    {
        if (!(x >= 1.17549435e-38f))
            return new Real(float.NegativeInfinity);
        Split(x, out var e, out var m);
        var z = m * m;
        var p = ((((((((Real)7.0376836292e-2f * m - 1.1514610310e-1f) * m + 1.1676998740e-1f) * m - 1.2420140846e-1f) * m + 1.4249322787e-1f) * m
            - 1.6668057665e-1f) * m + 2.0000714765e-1f) * m - 2.4999993993e-1f) * m + 3.3333331174e-1f;
        var y = p * m * z;
        y = Real.Fma(e, Ln2Low, y);
        y -= z * 0.5f;
        return Real.Fma(e, Ln2High, m + y);
    }

    /// <summary>xʸ for x ≥ 0; relative error ≤ 2·10⁻⁷·(2 + |y·ln x|); 0 for x = 0 (also subnormal) and y &gt; 0, 1 for y = 0.</summary>
    public static Real Pow(Real x, Real y)
    {
        if (y == 0f)
            return 1f;
        if (!(x >= 1.17549435e-38f))
            return y > 0f ? Real.Zero : Real.Infinity;
        return Exp(y * Log(x));
    }

    /// <summary>x = 2ᵉ·(1 + m) with 1 + m in [√½, √2).</summary>
    private static void Split(Real x, out Real exponent, out Real mantissa)
    {
        var bits = Real.Bits(x);
        var e = (bits >> 23) - 126;
        var f = Real.FromBits((bits & 0x007FFFFF) | 0x3F000000);
        if (f < 0.707106781f)
        {
            e--;
            f += f;
        }
        exponent = Real.FromInt32(e);
        mantissa = f - 1f;
    }
}
