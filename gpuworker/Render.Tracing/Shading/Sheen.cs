using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>The cloth lobe of KHR_materials_sheen: Charlie's distribution (A. Estevez, C. Kulla, "Production Friendly Microfacet Sheen BRDF", 2017) with Neubelt's visibility.</summary>
public static class Sheen
{
    /// <summary>Least roughness: below it the lobe is a line at the horizon.</summary>
    public const float LeastRoughness = 0.1f;

    /// <summary>D · V, sr⁻¹.</summary>
    /// <param name="cosHalf">Cosine of the half vector.</param>
    /// <param name="cosIn">Cosine of the light's direction, &gt; 0.</param>
    /// <param name="cosOut">Cosine of the viewer's direction, &gt; 0.</param>
    /// <param name="roughness">Perceptual roughness, ≥ <see cref="LeastRoughness"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Real Value(Real cosHalf, Real cosIn, Real cosOut, Real roughness)
    {
        var inverse = (Real)1f / (roughness * roughness);
        var sine2 = Real.Max((Real)1f - cosHalf * cosHalf, 0f);
        var distribution = (inverse + 2f) * Exponentials.Pow(sine2, inverse * 0.5f) * (0.5f * Trigonometry.InversePi);
        return distribution / ((cosIn + cosOut - cosIn * cosOut) * 4f);
    }
}
