using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Views;

namespace Render.Tracing.Shading;

/// <summary>How a surface scatters: from the outside in a coat, sheen, a GGX interface, and below it what is diffuse, clear or metal (glTF 2.0, appendix B, and its KHR_materials extensions).</summary>
/// <remarks>
/// <para>
/// No lobe gains energy, and a white one loses none but at coats. Light that meets more than one microfacet is given back by the reciprocal lobe of C. Kulla, A. Conty, "Revisiting
/// Physically Based Shading at Imageworks", SIGGRAPH 2017 courses; for rough glass by dividing by what single scattering keeps, as E. Turquin, "Practical multiple scattering compensation
/// for microfacet models", 2019: that one is not reciprocal.
/// </para>
/// <para>
/// The diffuse base gets what the interface lets through on both ways, coupled as in C. Kelemen, L. Szirmay-Kalos, "A Microfacet Based Coupled Specular-Matte BRDF Model", EG 2001. (glTF's
/// appendix B weights the base by the half vector's Fresnel term, which returns up to 1.4 times the light at grazing angles.) Coat and sheen take from what is below them by the larger of
/// what they reflect of both directions, so that layers stay reciprocal.
/// </para>
/// <para>
/// Refraction follows B. Walter et al., "Microfacet Models for Refraction through Rough Surfaces", EGSR 2007, without the factor of squared indices: radiance inside a volume is given as
/// outside, which cancels where a path leaves again. A thin sheet scatters what it lets through as it reflects, mirrored; a smooth one lets it pass straight on.
/// </para>
/// </remarks>
public struct Bsdf
{
    /// <summary>Perceptual roughness below which a thin sheet lets light pass straight on.</summary>
    private const float ThinSmoothRoughness = 0.05f;

    /// <summary>Reflectance at normal incidence of a coat, and of a surface that does not say another.</summary>
    private const float PlainF0 = 0.04f;

    private int _features;
    private int _isMatte;
    private Frame _frame;
    private Float3 _geometricNormal;
    private Float3 _out;

    // The interface: its roughness, Fresnel term and what comes back after several reflections.
    private Real _alpha;
    private int _row;
    private Real _rowFraction;
    private Float3 _f0;
    private Real _f90;
    private Float3 _multiple;

    // The diffuse base, and what the interface above it takes.
    private Float3 _base;
    private Real _dielectricF0;
    private Real _dielectricF90;
    private Real _dielectricMultiple;

    // Glass.
    private Real _clear;
    private Real _specular;
    private Float3 _tint;
    private Real _eta;
    private Real _glassGain;
    private Float3 _passage;

    // Layers above.
    private Float3 _sheen;
    private Real _sheenRoughness;
    private Real _sheenScale;
    private Real _coat;
    private Real _coatAlpha;
    private int _coatRow;
    private Real _coatRowFraction;
    private Float3 _coatNormal;
    private Real _coatScale;

    // Probabilities of the lobes that directions are drawn from; what rounding leaves over is the cosine lobe's.
    private Real _microfacets;
    private Real _passing;
    private Real _coated;
    private Real _cosine;

    /// <summary>The scattering at a surface point towards a viewer.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="point">The point.</param>
    /// <param name="toViewer">Unit direction to the viewer.</param>
    /// <param name="bsdf">The scattering.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static void At<TView>(ref TView view, ref SurfacePoint point, Float3 toViewer, out Bsdf bsdf)
        where TView : struct, ISceneView
    {
        bsdf = default;
        bsdf._features = point.Features & (MaterialFeature.Lobes | MaterialFeature.Volume);
        bsdf._frame = new(point.Normal);
        bsdf._geometricNormal = point.GeometricNormal;
        bsdf._out = bsdf._frame.ToLocal(toViewer);
        if (IsMatte(ref point))
        {
            bsdf._isMatte = 1;
            bsdf._base = point.BaseColor * Trigonometry.InversePi;
            bsdf._cosine = 1f;
            return;
        }
        bsdf._alpha = Ggx.Alpha(point.Roughness);
        bsdf._rowFraction = Albedo.Row(point.Roughness, out bsdf._row);
        if (bsdf._features == 0)
        {
            bsdf.SetOpaque(ref view, ref point, new(PlainF0), 1f, out var microfacets, out var diffuse);
            bsdf.Choose(microfacets, diffuse, 0f, 0f);
            return;
        }
        bsdf.SetLobes(ref view, ref point);
    }

    /// <summary>What goes straight on through a smooth thin sheet; black elsewhere.</summary>
    /// <param name="point">The point.</param>
    /// <param name="cosine">Cosine between shading normal and viewer.</param>
    public static Float3 Passage(ref SurfacePoint point, Real cosine)
    {
        if ((point.Features & (MaterialFeature.Transmission | MaterialFeature.Volume)) != MaterialFeature.Transmission || !(point.Roughness < ThinSmoothRoughness))
            return Float3.Zero;
        var through = (Real)1f - point.Specular * Fresnel.Dielectric(cosine, point.Ior);
        return point.BaseColor * (((Real)1f - point.Metallic) * point.Transmission * through);
    }

    /// <summary>Scattering × cosine for light from <paramref name="toLight"/>, and the density with which <see cref="Sample"/> draws it; what passes straight on is not in it.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="toLight">Unit world direction.</param>
    /// <param name="pdf">Density, sr⁻¹; 0 where nothing is scattered from.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>f · |cos θ|, sr⁻¹.</returns>
    public Float3 Evaluate<TView>(ref TView view, Float3 toLight, out Real pdf)
        where TView : struct, ISceneView
    {
        var l = _frame.ToLocal(toLight);
        var isAbove = Float3.Dot(_geometricNormal, toLight) > 0f;
        pdf = 0f;
        if (!(l.Z > 0f) || !isAbove)
            return (_features & MaterialFeature.Transmission) != 0 && l.Z < 0f && !isAbove ? Transmitted(l, out pdf) : Float3.Zero;

        if (_isMatte != 0)
        {
            pdf = Warp.CosineHemispherePdf(l.Z);
            return _base * l.Z;
        }
        var h = Float3.Normalize(l + _out);
        var cosine = Float3.Dot(_out, h);
        var lambdaOut = Ggx.Lambda(_out.Z, _alpha);
        var d = Ggx.Distribution(h, _alpha);
        var visibility = (Real)0.5f / (l.Z * lambdaOut + _out.Z * Ggx.Lambda(l.Z, _alpha));
        var fresnel = _f0 + (new Float3(_f90) - _f0) * Fresnel.Edge(cosine);
        var drawn = _microfacets;
        if ((_features & MaterialFeature.Transmission) != 0)
        {
            drawn *= Reflecting(fresnel, cosine, out var glass);
            fresnel += new Float3(_clear * glass * _glassGain);
        }
        pdf = drawn * (d / ((_out.Z + lambdaOut) * 2f)) + _cosine * Warp.CosineHemispherePdf(l.Z);
        var reflected = Albedo.Reflected(ref view, l.Z, _row, _rowFraction);
        var value = fresnel * (d * visibility) + _multiple * Lost(reflected) + _base * ((Real)1f - Dielectric(reflected));
        return (_features & (MaterialFeature.Clearcoat | MaterialFeature.Sheen)) == 0 ? value * l.Z : Layered(ref view, value, l, h, ref pdf);
    }

    /// <summary>Draws a direction.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="u">A point of the unit square.</param>
    /// <param name="lobe">A number in [0, 1) that chooses the lobe.</param>
    /// <param name="toLight">Unit world direction.</param>
    /// <param name="weight">f · |cos θ| / density.</param>
    /// <param name="pdf">Density, sr⁻¹; 0: the ray passes straight on, in the direction it had.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>False when the direction drawn is one from which nothing is scattered: the path ends.</returns>
    public bool Sample<TView>(ref TView view, Float2 u, Real lobe, out Float3 toLight, out Float3 weight, out Real pdf)
        where TView : struct, ISceneView
    {
        Float3 l;
        var isReflected = true;
        if (lobe < _microfacets)
        {
            l = SampleMicrofacet(u, lobe / _microfacets, out isReflected);
        }
        else if (lobe < _microfacets + _passing)
        {
            toLight = -_frame.ToWorld(_out);
            weight = _passage * ((Real)1f / _passing);
            pdf = 0f;
            return true;
        }
        else if (lobe < _microfacets + _passing + _coated)
        {
            l = SampleCoat(u);
        }
        else
        {
            l = Warp.CosineHemisphere(u);
        }
        toLight = Float3.Normalize(_frame.ToWorld(l));
        weight = Evaluate(ref view, toLight, out pdf);
        // A microfacet may send light to the wrong side of the surface: lost to that lobe, as its density says.
        if (!(pdf > 0f) || (l.Z > 0f) != isReflected)
            return false;
        weight *= (Real)1f / pdf;
        return true;
    }

    /// <summary>Whether a surface is diffuse alone: Lambert's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMatte(ref SurfacePoint point) =>
        (point.Features & MaterialFeature.Lobes) == MaterialFeature.Specular && point.Specular == 0f && point.Metallic == 0f;

    /// <summary>Sets interface and base, both weighted by what is not glass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetOpaque<TView>(ref TView view, ref SurfacePoint point, Float3 f0, Real f90, out Real microfacets, out Real diffuse)
        where TView : struct, ISceneView
    {
        var dielectric = (Real)1f - _clear - point.Metallic;
        _f0 = point.BaseColor * point.Metallic + f0 * dielectric;
        _f90 = point.Metallic + f90 * dielectric;
        var reflected = Albedo.Reflected(ref view, _out.Z, _row, _rowFraction);
        var mean = Albedo.Mean(ref view, _row, _rowFraction);
        var meanLost = Real.Max(Lost(mean), 1e-4f);

        _dielectricF0 = f0.Largest;
        _dielectricF90 = f90;
        _dielectricMultiple = Multiple(_dielectricF0, f90, meanLost);
        var through = dielectric * ((Real)1f - Dielectric(reflected));
        _base = point.BaseColor * (through * Trigonometry.InversePi / ((Real)1f - Dielectric(mean)));
        diffuse = Color.Luminance(point.BaseColor) * through;

        microfacets = Color.Luminance(_f0) * reflected.X + _f90 * reflected.Y;
        var metal = new Float3(Multiple(point.BaseColor.X, 1f, meanLost), Multiple(point.BaseColor.Y, 1f, meanLost), Multiple(point.BaseColor.Z, 1f, meanLost));
        _multiple = (metal * point.Metallic + new Float3(_dielectricMultiple * dielectric)) * (Lost(reflected) * Trigonometry.InversePi / meanLost);
        diffuse += Color.Luminance(_multiple) * meanLost * Trigonometry.Pi;
    }

    private void SetLobes<TView>(ref TView view, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        var hasGlass = (_features & MaterialFeature.Transmission) != 0;
        _clear = hasGlass ? ((Real)1f - point.Metallic) * point.Transmission : Real.Zero;
        SetOpaque(ref view, ref point, Float3.Min(point.SpecularColor * Fresnel.AtNormal(point.Ior), new(1f)) * point.Specular, point.Specular, out var microfacets, out var cosine);
        if (hasGlass)
            microfacets += SetGlass(ref view, ref point);
        if ((_features & MaterialFeature.Sheen) != 0)
            cosine += SetSheen(ref view, ref point);
        Choose(microfacets, cosine, Color.Luminance(_passage), (_features & MaterialFeature.Clearcoat) != 0 ? SetCoat(ref view, ref point) : Real.Zero);
    }

    /// <summary>Sets the glass and returns how much it reflects and scatters through.</summary>
    private Real SetGlass<TView>(ref TView view, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        _specular = point.Specular;
        _eta = point.Eta;
        _passage = Passage(ref point, _out.Z);
        var reflected = _specular * Fresnel.Dielectric(_out.Z, _eta);
        var scattered = _clear * reflected;
        _tint = _passage.Largest > 0f ? Float3.Zero : point.BaseColor * _clear;
        var kept = (_features & MaterialFeature.Volume) != 0
            ? Albedo.At(ref view, point.GlassTable + (point.IsInside ? Albedo.Rows * Albedo.Columns : 0), _out.Z, point.Roughness)
            : (Real)1f - Lost(Albedo.Reflected(ref view, _out.Z, _row, _rowFraction));
        _glassGain = (Real)1f / Real.Max(kept, 0.05f);
        return scattered + Color.Luminance(_tint) * ((Real)1f - reflected);
    }

    /// <summary>Sets the sheen and returns how much it reflects.</summary>
    private Real SetSheen<TView>(ref TView view, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        _sheen = point.SheenColor;
        _sheenRoughness = Real.Max(point.SheenRoughness, Sheen.LeastRoughness);
        var reflected = Albedo.At(ref view, Albedo.SheenLobe, _out.Z, _sheenRoughness);
        _sheenScale = Real.Max((Real)1f - _sheen.Largest * reflected, 0f);
        return Color.Luminance(_sheen) * reflected;
    }

    /// <summary>Sets the coat and returns how much it reflects.</summary>
    private Real SetCoat<TView>(ref TView view, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        _coat = point.Clearcoat;
        _coatAlpha = Ggx.Alpha(point.ClearcoatRoughness);
        _coatRowFraction = Albedo.Row(point.ClearcoatRoughness, out _coatRow);
        _coatNormal = _frame.ToLocal(point.ClearcoatNormal);
        var reflected = CoatReflected(ref view, Float3.Dot(_coatNormal, _out));
        _coatScale = (Real)1f - reflected;
        _passage *= _coatScale;
        _tint *= _coatScale;
        return reflected;
    }

    /// <summary>Sets the probabilities of the lobes from how much light each gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Choose(Real microfacets, Real cosine, Real passing, Real coat)
    {
        var total = microfacets + cosine + passing + coat;
        if (!(total > 0f))
        {
            _microfacets = 1f;
            return;
        }
        var rest = total - microfacets;
        // A lobe that is dim in all may be bright from somewhere.
        _microfacets = !(rest > 0f) ? Real.One : microfacets > 0f ? Real.Max(microfacets / total, 0.05f) : Real.Zero;
        var share = rest > 0f ? ((Real)1f - _microfacets) / rest : Real.Zero;
        _passing = passing * share;
        _coated = coat * share;
        _cosine = Real.Max((Real)1f - _microfacets - _passing - _coated, 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Lost(Float2 reflected) => Real.Max((Real)1f - (reflected.X + reflected.Y), 0f);

    /// <summary>What a lobe's later reflections give in all of what the first one loses: Kulla and Conty's F_avg² E_avg / (1 − F_avg (1 − E_avg)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Multiple(Real f0, Real f90, Real meanLost)
    {
        var mean = f0 + (f90 - f0) * (1f / 21f);
        return mean * mean * ((Real)1f - meanLost) / ((Real)1f - mean * meanLost);
    }

    /// <summary>What the interface above the diffuse base reflects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Real Dielectric(Float2 reflected) =>
        _dielectricF0 * reflected.X + _dielectricF90 * reflected.Y + _dielectricMultiple * Lost(reflected);

    /// <summary>What the coat reflects at a cosine.</summary>
    private readonly Real CoatReflected<TView>(ref TView view, Real cosine)
        where TView : struct, ISceneView
    {
        var reflected = Albedo.Reflected(ref view, Real.Max(cosine, 0f), _coatRow, _coatRowFraction);
        return _coat * (reflected.X * PlainF0 + reflected.Y);
    }

    /// <summary>Probability of reflecting at a microfacet rather than going through, and the glass's reflectance there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Real Reflecting(Float3 fresnel, Real cosine, out Real glass)
    {
        glass = Fresnel.Glass(cosine, _eta, _specular);
        var reflected = Color.Luminance(fresnel) + _clear * glass;
        var through = Color.Luminance(_tint) * ((Real)1f - glass);
        return through > 0f ? reflected / (reflected + through) : Real.One;
    }

    private readonly Float3 SampleMicrofacet(Float2 u, Real choice, out bool isReflected)
    {
        var h = Ggx.SampleNormal(_out, _alpha, u);
        var cosine = Float3.Dot(_out, h);
        var reflected = h * (cosine * 2f) - _out;
        isReflected = (_features & MaterialFeature.Transmission) == 0
            || choice < Reflecting(_f0 + (new Float3(_f90) - _f0) * Fresnel.Edge(cosine), cosine, out _);
        if (isReflected)
            return reflected;
        if ((_features & MaterialFeature.Volume) == 0)
            return new(reflected.X, reflected.Y, -reflected.Z);
        Ggx.Refract(_out, h, _eta, out var refracted);
        return refracted;
    }

    private readonly Float3 SampleCoat(Float2 u)
    {
        var frame = new Frame(_coatNormal);
        var h = frame.ToWorld(Ggx.SampleNormal(frame.ToLocal(_out), _coatAlpha, u));
        return h * (Float3.Dot(_out, h) * 2f) - _out;
    }

    /// <summary>Light from the other side of the surface.</summary>
    private readonly Float3 Transmitted(Float3 l, out Real pdf)
    {
        pdf = 0f;
        var isThin = (_features & MaterialFeature.Volume) == 0;
        // The half vector of refraction points to the side of the smaller index.
        var h = isThin ? new Float3(l.X, l.Y, -l.Z) + _out : _out + l * _eta;
        h = Float3.Normalize(h);
        if (h.Z < 0f)
            h = -h;
        var cosine = Float3.Dot(_out, h);
        var beyond = -Float3.Dot(l, h);
        if (!(cosine > 0f) || (!isThin && !(beyond > 0f)))
            return Float3.Zero;
        var drawn = _microfacets * ((Real)1f - Reflecting(_f0 + (new Float3(_f90) - _f0) * Fresnel.Edge(cosine), cosine, out var glass));
        if (!(drawn > 0f))
            return Float3.Zero;
        var normals = Ggx.Distribution(h, _alpha) * 2f / (_out.Z + Ggx.Lambda(_out.Z, _alpha));
        var through = _tint * (((Real)1f - glass) * _glassGain);
        if (isThin)
        {
            // As reflected, mirrored: dω_h / dω = 1 / (4 cos).
            pdf = drawn * normals * 0.25f;
            return through * (Ggx.Distribution(h, _alpha) * Ggx.Visibility(-l.Z, _out.Z, _alpha) * -l.Z);
        }
        var sum = cosine - beyond * _eta;
        var density = normals * cosine * (_eta * _eta * beyond / (sum * sum));
        pdf = drawn * density;
        return through * (density * Ggx.Unmasked(-l.Z, _alpha));
    }

    /// <summary>Adds sheen and coat above what is below them; f · cos θ.</summary>
    private readonly Float3 Layered<TView>(ref TView view, Float3 below, Float3 l, Float3 h, ref Real pdf)
        where TView : struct, ISceneView
    {
        var value = below * l.Z;
        if ((_features & MaterialFeature.Sheen) != 0)
        {
            var scale = Real.Min(_sheenScale, Real.Max((Real)1f - _sheen.Largest * Albedo.At(ref view, Albedo.SheenLobe, l.Z, _sheenRoughness), 0f));
            value = value * scale + _sheen * (Sheen.Value(h.Z, l.Z, _out.Z, _sheenRoughness) * l.Z);
        }
        if ((_features & MaterialFeature.Clearcoat) == 0)
            return value;
        var cosOut = Float3.Dot(_coatNormal, _out);
        var cosIn = Float3.Dot(_coatNormal, l);
        if (!(cosIn > 0f) || !(cosOut > 0f))
            return value * _coatScale;
        value *= Real.Min(_coatScale, (Real)1f - CoatReflected(ref view, cosIn));
        // sin θ as the length of a cross product, which does not cancel near the peak.
        var sine = Float3.Length(Float3.Cross(_coatNormal, h));
        var d = Ggx.Distribution(new(sine, 0f, Float3.Dot(_coatNormal, h)), _coatAlpha);
        pdf += _coated * (d / ((cosOut + Ggx.Lambda(cosOut, _coatAlpha)) * 2f));
        var fresnel = (Real)PlainF0 + Fresnel.Edge(Float3.Dot(_out, h)) * (1f - PlainF0);
        return value + new Float3(_coat * fresnel * d * Ggx.Visibility(cosIn, cosOut, _coatAlpha) * cosIn);
    }
}
