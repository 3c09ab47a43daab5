using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>The isotropic GGX microfacet distribution with Smith's height-correlated masking. Directions are in the shading frame; α = roughness².</summary>
public static class Ggx
{
    /// <summary>Least α: below it a lobe is narrower than what binary32 resolves well.</summary>
    public const float LeastAlpha = 5e-4f;

    /// <summary>α of a perceptual roughness.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Alpha(Real roughness) => Real.Max(roughness * roughness, LeastAlpha);

    /// <summary>D(h), sr⁻¹: B. Walter et al., "Microfacet Models for Refraction through Rough Surfaces", EGSR 2007, written so that nothing cancels near the peak.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Distribution(Float3 h, Real alpha)
    {
        var a2 = alpha * alpha;
        var s = (h.X * h.X + h.Y * h.Y) / a2 + h.Z * h.Z;
        return (Real)1f / (a2 * Trigonometry.Pi * s * s);
    }

    /// <summary>√(α² + (1 − α²)·cos²): the common term of Smith's functions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Lambda(Real cos, Real alpha)
    {
        var a2 = alpha * alpha;
        return Real.Sqrt(a2 + ((Real)1f - a2) * cos * cos);
    }

    /// <summary>G₂ / (4·cosᵢ·cosₒ): E. Heitz, "Understanding the Masking-Shadowing Function", JCGT 3(2), 2014, eq. 99.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Visibility(Real cosIn, Real cosOut, Real alpha) =>
        (Real)0.5f / (cosIn * Lambda(cosOut, alpha) + cosOut * Lambda(cosIn, alpha));

    /// <summary>Smith's G₁: the part of a direction's microfacets that is not masked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Unmasked(Real cos, Real alpha) => cos * 2f / (cos + Lambda(cos, alpha));

    /// <summary>The direction refracted at a microfacet.</summary>
    /// <param name="toViewer">Unit direction, on the normal's side.</param>
    /// <param name="h">The microfacet's normal.</param>
    /// <param name="eta">Index of refraction beyond over the one before.</param>
    /// <param name="refracted">Unit direction on the other side.</param>
    /// <returns>False where reflection is total.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Refract(Float3 toViewer, Float3 h, Real eta, out Float3 refracted)
    {
        var inverse = (Real)1f / eta;
        var cosine = Float3.Dot(toViewer, h);
        var square = (Real)1f - ((Real)1f - cosine * cosine) * inverse * inverse;
        if (!(square > 0f))
        {
            refracted = default;
            return false;
        }
        refracted = Float3.Normalize(h * (cosine * inverse - Real.Sqrt(square)) - toViewer * inverse);
        return true;
    }

    /// <summary>A normal among those visible from <paramref name="toViewer"/> (z &gt; 0).</summary>
    /// <remarks>J. Dupuy, A. Benyoub, "Sampling Visible GGX Normals with Spherical Caps", HPG 2023.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 SampleNormal(Float3 toViewer, Real alpha, Float2 u)
    {
        var v = Float3.Normalize(new(toViewer.X * alpha, toViewer.Y * alpha, toViewer.Z));
        Trigonometry.SinCosTurns(u.X, out var sin, out var cos);
        var z = ((Real)1f - u.Y) * ((Real)1f + v.Z) - v.Z;
        var r = Real.Sqrt(Real.Max((Real)1f - z * z, 0f));
        var h = new Float3(r * cos + v.X, r * sin + v.Y, z + v.Z);
        return Float3.Normalize(new(h.X * alpha, h.Y * alpha, Real.Max(h.Z, 1e-7f)));
    }
}
