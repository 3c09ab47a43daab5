using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Sampling;

/// <summary>Maps of the unit square onto the domains that are sampled, with their densities.</summary>
public static class Warp
{
    /// <summary>Cosine-weighted direction about +z (Malley); density <see cref="CosineHemispherePdf"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 CosineHemisphere(Float2 u)
    {
        var radius = Real.Sqrt(u.X);
        Trigonometry.SinCosTurns(u.Y, out var sin, out var cos);
        return new(radius * cos, radius * sin, Real.Sqrt((Real)1f - u.X));
    }

    /// <summary>cos θ / π, sr⁻¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real CosineHemispherePdf(Real cosTheta) => cosTheta * Trigonometry.InversePi;

    /// <summary>Uniform barycentric weights (of the second and third vertex) of a triangle; density 1 / area.</summary>
    /// <remarks>E. Heitz, "A Low-Distortion Map Between Triangle and Square", 2019.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float2 Triangle(Float2 u)
    {
        if (u.Y > u.X)
        {
            var x = u.X * 0.5f;
            return new(x, u.Y - x);
        }
        var y = u.Y * 0.5f;
        return new(u.X - y, y);
    }

    /// <summary>The weight of a sample drawn with density <paramref name="drawn"/> when <paramref name="other"/> could also have drawn it.</summary>
    /// <remarks>Power heuristic, β = 2: E. Veach, "Robust Monte Carlo Methods for Light Transport Simulation", 1997, §9.2.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real PowerHeuristic(Real drawn, Real other)
    {
        var ratio = other / drawn;
        return (Real)1f / (Real.Fma(ratio, ratio, 1f));
    }
}
