using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;

namespace Render.Tracing.Shading;

/// <summary>glTF's metallic-roughness reflection: a GGX layer (F₀ = 0.04) over a diffuse base, mixed with a metal. Loses energy at high roughness; never gains any.</summary>
/// <remarks>
/// The base gets what the layer lets through on both ways, coupled as in C. Kelemen, L. Szirmay-Kalos, "A Microfacet Based Coupled Specular-Matte BRDF Model", EG 2001. (glTF's appendix B weights the base by the half vector's Fresnel term, which returns up to 1.4 times the light at grazing angles.)
/// </remarks>
public readonly struct Bsdf
{
    private readonly Frame _frame;
    private readonly Float3 _geometricNormal;
    private readonly Float3 _out;
    private readonly Float3 _base;
    private readonly LayerAlbedo _layer;
    private readonly Float3 _f0;
    private readonly Real _alpha;
    private readonly Real _specularProbability;

    /// <summary>The reflection at a surface point towards a viewer.</summary>
    /// <param name="point">The point.</param>
    /// <param name="toViewer">Unit direction to the viewer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bsdf(ref SurfacePoint point, Float3 toViewer)
    {
        _frame = new(point.Normal);
        _geometricNormal = point.GeometricNormal;
        _out = _frame.ToLocal(toViewer);
        _f0 = new Float3(0.04f) + (point.BaseColor - new Float3(0.04f)) * point.Metallic;
        _alpha = Real.Max(point.Roughness * point.Roughness, Ggx.LeastAlpha);
        var edge = Edge(_out.Z);
        var specular = Color.Luminance(_f0 + (new Float3(1f) - _f0) * edge);
        _layer = new(point.Roughness);
        var through = ((Real)1f - point.Metallic) * ((Real)1f - _layer.At(_out.Z));
        _base = point.BaseColor * (through * Trigonometry.InversePi / ((Real)1f - _layer.Mean));
        var diffuse = Color.Luminance(point.BaseColor) * through;
        _specularProbability = diffuse > 0f ? Real.Max(specular / (specular + diffuse), 0.05f) : 1f;
    }

    /// <summary>Reflectance × cosine for light from <paramref name="toLight"/>, and the density with which <see cref="Sample"/> draws it.</summary>
    /// <param name="toLight">Unit world direction.</param>
    /// <param name="pdf">Density, sr⁻¹; 0 below the surface.</param>
    /// <returns>f · cos θ, sr⁻¹.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Float3 Evaluate(Float3 toLight, out Real pdf)
    {
        var l = _frame.ToLocal(toLight);
        pdf = 0f;
        if (!(l.Z > 0f) || !(Float3.Dot(_geometricNormal, toLight) > 0f))
            return Float3.Zero;
        var h = Float3.Normalize(l + _out);
        var edge = Edge(Float3.Dot(_out, h));
        var lambdaOut = Ggx.Lambda(_out.Z, _alpha);
        var d = Ggx.Distribution(h, _alpha);
        var visibility = (Real)0.5f / (l.Z * lambdaOut + _out.Z * Ggx.Lambda(l.Z, _alpha));
        pdf = _specularProbability * (d / ((_out.Z + lambdaOut) * 2f)) + ((Real)1f - _specularProbability) * Warp.CosineHemispherePdf(l.Z);
        var specular = (_f0 + (new Float3(1f) - _f0) * edge) * (d * visibility);
        return (specular + _base * ((Real)1f - _layer.At(l.Z))) * l.Z;
    }

    /// <summary>Draws a direction.</summary>
    /// <param name="u">A point of the unit square.</param>
    /// <param name="lobe">A number in [0, 1) that chooses between layer and base.</param>
    /// <param name="toLight">Unit world direction.</param>
    /// <param name="weight">f · cos θ / density.</param>
    /// <param name="pdf">Density, sr⁻¹.</param>
    /// <returns>False when the direction drawn is below the surface: the path ends.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Sample(Float2 u, Real lobe, out Float3 toLight, out Float3 weight, out Real pdf)
    {
        Float3 l;
        if (lobe < _specularProbability)
        {
            var h = Ggx.SampleNormal(_out, _alpha, u);
            l = h * (Float3.Dot(_out, h) * 2f) - _out;
        }
        else
        {
            l = Warp.CosineHemisphere(u);
        }
        toLight = Float3.Normalize(_frame.ToWorld(l));
        weight = Evaluate(toLight, out pdf);
        if (!(pdf > 0f))
            return false;
        weight *= (Real)1f / pdf;
        return true;
    }

    /// <summary>Schlick's (1 − cos)⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Edge(Real cosine)
    {
        var m = Real.Max((Real)1f - cosine, 0f);
        var m2 = m * m;
        return m2 * m2 * m;
    }
}
