using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>How much a dielectric GGX layer (F₀ = 0.04) reflects in all, over direction and roughness: what the base below it does not get.</summary>
/// <remarks>
/// E(μ) = floor + rise·m³·(shape + (1 − shape)·m²) with m = 1 − μ, its coefficients fitted over roughness to integrals of <see cref="Ggx"/> with Schlick's Fresnel term.
/// At most 0.003 below the integral, so that layer and base together hardly exceed what arrives, and within 0.015 of it but for grazing angles (0.1).
/// </remarks>
public readonly struct LayerAlbedo
{
    private readonly Real _floor;
    private readonly Real _rise;
    private readonly Real _shape;

    /// <summary>The layer at a perceptual roughness in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LayerAlbedo(Real roughness)
    {
        var x = roughness * roughness;
        _floor = (((Real)0.01742f * x - 0.03278f) * x - 0.0072f) * x + 0.042f;
        _rise = (Real)0.96f / ((((Real)(-33.99325f) * x + 35.75691f) * x + 8.85843f) * x + 1f);
        _shape = Real.Min(((Real)3.27788f - roughness * 3.24195f) * roughness, 1f);
    }

    /// <summary>∫ 2μ E(μ) dμ: what the layer reflects of light from everywhere.</summary>
    public Real Mean => _floor + _rise * (_shape * 0.1f + ((Real)1f - _shape) * (1f / 21f));

    /// <summary>E(μ): what it reflects of light at an angle with cosine μ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real At(Real cosine)
    {
        var m = Real.Max((Real)1f - cosine, 0f);
        var m2 = m * m;
        return _floor + _rise * (m2 * m) * (_shape + ((Real)1f - _shape) * m2);
    }
}
