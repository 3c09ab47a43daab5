using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Lighting;

/// <summary>Chooses a light by power, and a point or direction of it.</summary>
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Sample<TView>(ref TView view, Float3 from, Real choice, Float2 u, out LightSample sample)
        where TView : struct, ISceneView
    {
        sample = default;
        ref var light = ref view.Light(Choose(ref view, choice));
        if (light.Shape == LightShape.Triangle)
            return SampleTriangle(ref view, ref light, from, u, ref sample);
        if (light.Shape == LightShape.Environment)
        {
            sample.SkyPoint = EnvironmentLight.Sample(ref view, u, out sample.ToLight, out sample.Pdf);
            sample.IsSky = true;
            sample.Distance = Real.Infinity;
            sample.Weight = new((Real)1f / sample.Pdf);
            return sample.Pdf > 0f;
        }
        return SamplePunctual(ref light, from, ref sample);
    }

    /// <summary>Density, sr⁻¹, with which <see cref="Sample"/> draws the direction to a point of an emissive triangle.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="light">Index of the triangle's light; −1: none, density 0.</param>
    /// <param name="direction">Unit direction to the point.</param>
    /// <param name="distance">Distance to it.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Real TrianglePdf<TView>(ref TView view, int light, Float3 direction, Real distance)
        where TView : struct, ISceneView
    {
        if (light < 0)
            return 0f;
        ref var record = ref view.Light(light);
        var cosine = Real.Abs(Float3.Dot(record.Normal, direction));
        return cosine > 0f ? record.Probability * record.AreaPdf * distance * distance / cosine : 0f;
    }

    private static int Choose<TView>(ref TView view, Real choice)
        where TView : struct, ISceneView
    {
        var low = 0;
        var count = view.Header.LightCount;
        while (count > 1)
        {
            var half = count >> 1;
            low += UnitDistribution.Step(choice, view.LightCumulative(low + half - 1), half);
            count -= half;
        }
        return low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SampleTriangle<TView>(ref TView view, ref LightRecord light, Float3 from, Float2 u, ref LightSample sample)
        where TView : struct, ISceneView
    {
        var weights = Warp.Triangle(u);
        var toPoint = light.Position + light.Direction * weights.X + light.Edge * weights.Y - from;
        var square = Float3.Dot(toPoint, toPoint);
        var distance = Real.Sqrt(square);
        sample.ToLight = toPoint / distance;
        sample.Distance = distance * FreePart;
        var cosine = -Float3.Dot(light.Normal, sample.ToLight);
        ref var triangle = ref view.Triangle(light.Triangle);
        ref var material = ref view.Material(triangle.Material);
        if (material.DoubleSided != 0)
            cosine = Real.Abs(cosine);
        if (!(cosine > 0f))
            return false;
        sample.Pdf = light.Probability * light.AreaPdf * square / cosine;
        var emission = material.Emission;
        if (material.EmissionTexture.Texels >= 0)
        {
            ref var a = ref view.Vertex(triangle.A);
            ref var b = ref view.Vertex(triangle.B);
            ref var c = ref view.Vertex(triangle.C);
            var weightA = (Real)1f - weights.X - weights.Y;
            var uv = new Float2(
                a.Uv.X * weightA + b.Uv.X * weights.X + c.Uv.X * weights.Y,
                a.Uv.Y * weightA + b.Uv.Y * weights.X + c.Uv.Y * weights.Y);
            emission *= Texture.SampleColor(ref view, ref material.EmissionTexture, uv);
        }
        sample.Weight = emission * ((Real)1f / sample.Pdf);
        return sample.Pdf > 0f;
    }

    /// <summary>KHR_lights_punctual: intensity over squared distance, no radius; the spot's falloff squared as the extension defines it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SamplePunctual(ref LightRecord light, Float3 from, ref LightSample sample)
    {
        if (light.Shape == LightShape.Directional)
        {
            sample.ToLight = -light.Direction;
            sample.Distance = Real.Infinity;
            sample.Weight = light.Normal * ((Real)1f / light.Probability);
            return light.Probability > 0f;
        }
        var toLight = light.Position - from;
        var square = Float3.Dot(toLight, toLight);
        var distance = Real.Sqrt(square);
        sample.ToLight = toLight / distance;
        sample.Distance = distance * FreePart;
        var strength = (Real)1f / (square * light.Probability);
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
