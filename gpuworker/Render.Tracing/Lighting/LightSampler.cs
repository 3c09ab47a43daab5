using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Lighting;

/// <summary>Chooses a light by what it can give, and a point or direction of it.</summary>
public static class LightSampler
{
    /// <summary>Part of the way to a light that must be free; the rest would find the light itself.</summary>
    private const float FreePart = 0.9999f;

    /// <summary>Draws light for a point.</summary>
    /// <param name="view">The scene; has at least one light.</param>
    /// <param name="from">Where the light is to arrive.</param>
    /// <param name="choice">A number in [0, 1) that chooses the light.</param>
    /// <param name="u">A point of the unit square for the place on it.</param>
    /// <param name="sample">The light drawn.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>False when no light comes from there.</returns>
    public static bool Sample<TView>(ref TView view, Float3 from, Real choice, Float2 u, out LightSample sample)
        where TView : struct, ISceneView
    {
        sample = default;
        var index = LightTree.Choose(ref view, from, choice, out var probability);
        if (index < 0)
            return false;
        var light = view.Light(index);
        if (light.Shape == LightShape.Triangle)
            return SampleTriangle(ref view, ref light, probability, from, u, ref sample);
        if (light.Shape != LightShape.Environment)
            return SamplePunctual(ref light, probability, from, ref sample);
        sample.SkyPoint = EnvironmentLight.Sample(ref view, u, LightTree.FarShare(ref view, from), out sample.ToLight, out sample.Pdf);
        sample.IsSky = true;
        sample.Distance = Real.Infinity;
        sample.Weight = new((Real)1f / sample.Pdf);
        return sample.Pdf > 0f;
    }

    /// <summary>Density, sr⁻¹, with which <see cref="Sample"/> draws the direction to a point of an emissive triangle.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="light">Index of the triangle's light; −1: none, density 0.</param>
    /// <param name="from">Where the ray was scattered.</param>
    /// <param name="direction">Unit direction to the point.</param>
    /// <param name="distance">Distance to it.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Real TrianglePdf<TView>(ref TView view, int light, Float3 from, Float3 direction, Real distance)
        where TView : struct, ISceneView
    {
        if (light < 0)
            return 0f;
        var record = view.Light(light);
        var cosine = Real.Abs(Float3.Dot(record.Normal, direction));
        return cosine > 0f ? LightTree.Probability(ref view, record.Trail, from) * record.AreaPdf * distance * distance / cosine : 0f;
    }

    private static bool SampleTriangle<TView>(ref TView view, ref LightRecord light, Real probability, Float3 from, Float2 u, ref LightSample sample)
        where TView : struct, ISceneView
    {
        var weights = Warp.Triangle(u);
        var toPoint = light.Position + light.Direction * weights.X + light.Edge * weights.Y - from;
        var square = Float3.Dot(toPoint, toPoint);
        var distance = Real.Sqrt(square);
        sample.ToLight = toPoint / distance;
        sample.Distance = distance * FreePart;
        var cosine = -Float3.Dot(light.Normal, sample.ToLight);
        var triangle = view.Triangle(light.Triangle);
        ref var material = ref view.Material(triangle.Material);
        if (material.DoubleSided != 0)
            cosine = Real.Abs(cosine);
        if (!(cosine > 0f))
            return false;
        sample.Pdf = probability * light.AreaPdf * square / cosine;
        var emission = material.Emission;
        if (material.EmissionTexture.Texels >= 0 || (material.Features & MaterialFeature.Alpha) != 0)
        {
            var vertexAlpha = Surface.Interpolate(
                ref view, ref triangle, light.ExtraOffset, new((Real)1f - weights.X - weights.Y, weights.X, weights.Y), out var coordinates, out _);
            if (material.EmissionTexture.Texels >= 0)
                emission *= view.SampleColor(ref material.EmissionTexture, Texture.Place(ref material.EmissionTexture, in coordinates));
            if ((material.Features & MaterialFeature.Alpha) != 0)
                emission *= Surface.Coverage(ref view, ref material, in coordinates, vertexAlpha);
        }
        sample.Weight = emission * ((Real)1f / sample.Pdf);
        return sample.Pdf > 0f;
    }

    /// <summary>KHR_lights_punctual: intensity over squared distance, no radius; the spot's falloff squared as the extension defines it.</summary>
    private static bool SamplePunctual(ref LightRecord light, Real probability, Float3 from, ref LightSample sample)
    {
        if (light.Shape == LightShape.Directional)
        {
            sample.ToLight = -light.Direction;
            sample.Distance = Real.Infinity;
            sample.Weight = light.Normal * ((Real)1f / probability);
            return probability > 0f;
        }
        var toLight = light.Position - from;
        var square = Float3.Dot(toLight, toLight);
        var distance = Real.Sqrt(square);
        sample.ToLight = toLight / distance;
        sample.Distance = distance * FreePart;
        var strength = (Real)1f / (square * probability);
        if (light.Shape == LightShape.Spot)
        {
            var cosine = -Float3.Dot(sample.ToLight, light.Direction);
            var part = Real.Clamp((cosine - light.CosOuter) * light.InverseCosRange, 0f, 1f);
            strength *= part * part;
        }
        sample.Weight = light.Normal * strength;
        return strength > 0f && strength.IsFinite;
    }
}
