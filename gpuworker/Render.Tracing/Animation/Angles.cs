using Render.Tracing.Numerics;

namespace Render.Tracing.Animation;

/// <summary>Trigonometry on <see cref="Real"/>, for placing things: the same bits on every machine.</summary>
internal static class Angles
{
    private static readonly Real Pi = 3.14159265f;
    private static readonly Real HalfPi = 1.57079633f;

    /// <summary>sin x for x in [−π, π], absolute error below 4·10⁻⁷: odd Taylor polynomial of degree 11 after reflection into [−π/2, π/2].</summary>
    public static Real Sin(Real x)
    {
        if (x > HalfPi)
            x = Pi - x;
        else if (x < -HalfPi)
            x = -Pi - x;
        var s = x * x;
        Real p = -2.50521084e-8f;
        p = Real.Fma(p, s, 2.75573192e-6f);
        p = Real.Fma(p, s, -1.98412698e-4f);
        p = Real.Fma(p, s, 8.33333333e-3f);
        p = Real.Fma(p, s, -1.66666667e-1f);
        return Real.Fma(p * s, x, x);
    }

    /// <summary>The same angle in [−π, π]; 0 for |x| above 1,000 rad.</summary>
    public static Real Wrap(Real x)
    {
        if (!(Real.Abs(x) < 1000f))
            return Real.Zero;
        while (x > Pi)
            x -= Pi + Pi;
        while (x < -Pi)
            x += Pi + Pi;
        return x;
    }

    /// <summary>cos x for x in [−π/2, π], by sin(π/2 − x).</summary>
    public static Real Cos(Real x) => Sin(HalfPi - x);

    /// <summary>arccos x for x in [0, 1], absolute error below 2·10⁻⁷ (Abramowitz &amp; Stegun, 4.4.46).</summary>
    public static Real Acos(Real x)
    {
        Real p = -0.0012624911f;
        p = Real.Fma(p, x, 0.0066700901f);
        p = Real.Fma(p, x, -0.0170881256f);
        p = Real.Fma(p, x, 0.0308918810f);
        p = Real.Fma(p, x, -0.0501743046f);
        p = Real.Fma(p, x, 0.0889789874f);
        p = Real.Fma(p, x, -0.2145988016f);
        p = Real.Fma(p, x, 1.5707963050f);
        return Real.Sqrt(Real.One - x) * p;
    }
}
