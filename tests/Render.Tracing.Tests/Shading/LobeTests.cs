using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Shading;

/// <summary>Coat, sheen, glass, thin sheets and other indices of refraction: energy, density, sampling, reciprocity.</summary>
public class LobeTests
{
    private static readonly Dictionary<string, Material> Materials = new()
    {
        ["rough coat on a matte base"] = new() { Metallic = 0f, Roughness = 0.9f, Clearcoat = 1f, ClearcoatRoughness = 0.4f },
        ["rough coat on metal"] = new() { Metallic = 1f, Roughness = 0.6f, Clearcoat = 0.7f, ClearcoatRoughness = 0.5f },
        ["sheen"] = new() { Metallic = 0f, Roughness = 0.8f, SheenColor = new(0.9f), SheenRoughness = 0.6f },
        ["narrow sheen"] = new() { Metallic = 0f, Roughness = 1f, SheenColor = new(1f), SheenRoughness = 0.3f },
        ["coat on sheen"] = new() { Metallic = 0f, Roughness = 1f, SheenColor = new(0.6f), SheenRoughness = 0.5f, Clearcoat = 0.5f, ClearcoatRoughness = 0.6f },
        ["diamond-like gloss"] = new() { Metallic = 0f, Roughness = 0.5f, Ior = 2.4f },
        ["half specular"] = new() { Metallic = 0.3f, Roughness = 0.5f, Specular = 0.5f, SpecularColor = new(0.8f) },
        ["rough glass"] = new() { Metallic = 0f, Roughness = 0.5f, Transmission = 1f, IsVolume = true },
        ["very rough glass"] = new() { Metallic = 0f, Roughness = 1f, Transmission = 1f, IsVolume = true, Ior = 1.8f },
        ["half clear"] = new() { Metallic = 0.2f, Roughness = 0.6f, Transmission = 0.5f, IsVolume = true },
        ["frosted sheet"] = new() { Metallic = 0f, Roughness = 0.6f, Transmission = 1f },
    };

    private static readonly CompiledScene Scene = TestScenes.Compile([], [.. Materials.Values], []);

    public static TheoryData<string, bool, float> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, bool, float>();
            foreach (var (name, material) in Materials)
            {
                foreach (var cosine in (float[])[0.2f, 0.6f, 0.95f])
                {
                    kinds.Add(name, true, cosine);
                    if (material.IsVolume)
                        kinds.Add(name, false, cosine);
                }
            }
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scattering_InAWhiteFurnace_GainsNothingAndLosesLittle(string name, bool isFront, float cosine)
    {
        var bsdf = At(name, isFront, Direction(cosine), out var passage);
        var sum = (double)passage.X.Value;
        Sphere.ForEachAround(240, (direction, solidAngle) => sum += Evaluate(bsdf, direction, out _).X.Value * solidAngle);
        // Coats and sheen take the larger of what they reflect of both directions; interpolated tables cost the rest.
        var least = Materials[name] is { Clearcoat.Value: > 0 } or { SheenColor.X.Value: > 0 } ? 0.85 : Materials[name].Specular.Value < 1 ? 0.9 : 0.975;
        Assert.InRange(sum, least, 1.02);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sample_Weights_AverageToWhatIsScattered(string name, bool isFront, float cosine)
    {
        var bsdf = At(name, isFront, Direction(cosine), out var passage);
        var expected = (double)passage.X.Value;
        Sphere.ForEachAround(240, (direction, solidAngle) => expected += Evaluate(bsdf, direction, out _).X.Value * solidAngle);
        var sum = 0.0;
        const int n = 1 << 15;
        var view = new HostSceneView(Scene);
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(0, 0, 0, 0, i);
            if (bsdf.Sample(ref view, random.Pair(1), random.Pair(2).X, out _, out var weight, out _))
                sum += weight.X.Value;
        }
        Assert.InRange(sum / n / expected, 0.985, 1.015);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sample_Directions_FollowTheDensity(string name, bool isFront, float cosine)
    {
        var bsdf = At(name, isFront, Direction(cosine), out _);
        const int across = 8, around = 12, n = 40_000;
        var expected = new double[2 * across * around + 1];
        Sphere.ForEachAround(300, (direction, solidAngle) =>
        {
            Evaluate(bsdf, direction, out var pdf);
            expected[Sphere.BinAround(direction, across, around)] += pdf.Value * solidAngle * n;
        });
        // What the density leaves to 1 ends or passes straight on.
        expected[^1] = Math.Max(0, n - expected.Sum());
        var counts = new int[expected.Length];
        var view = new HostSceneView(Scene);
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(3, 0, i, 0, 0);
            var isScattered = bsdf.Sample(ref view, new(random.Plain(1), random.Plain(2)), random.Plain(3), out var direction, out _, out var pdf) && pdf.Value > 0;
            counts[isScattered ? Sphere.BinAround(direction, across, around) : expected.Length - 1]++;
        }
        Sphere.AssertFollows(expected, counts);
    }

    [Theory]
    [InlineData("rough coat on a matte base")]
    [InlineData("rough coat on metal")]
    [InlineData("sheen")]
    [InlineData("coat on sheen")]
    [InlineData("diamond-like gloss")]
    [InlineData("half specular")]
    public void Reflection_WithBothDirectionsSwapped_IsReciprocal(string name)
    {
        var a = Float3.Normalize(new(0.3f, 0.5f, 0.6f));
        var b = Float3.Normalize(new(-0.7f, 0.1f, 0.4f));
        var forth = Evaluate(At(name, true, a, out _), b, out _).X / b.Z;
        var back = Evaluate(At(name, true, b, out _), a, out _).X / a.Z;
        Assert.InRange((forth / back).Value, 0.9995f, 1.0005f);
    }

    [Fact]
    public void Refraction_OfOneMicrofacet_IsReciprocalButForTheSquaredIndices()
    {
        // Without the gain for lost light: a nearly smooth glass has none.
        var material = new Material { Metallic = 0f, Roughness = 0.15f, Transmission = 1f, IsVolume = true };
        var scene = TestScenes.Compile([], [material], []);
        var outside = Float3.Normalize(new(0.4f, 0f, 0.8f));
        var inside = Float3.Normalize(new(-0.4f / 1.5f / outside.Z.Value, 0.02f, -0.95f));
        var inward = Evaluate(At(scene, material, 0, true, outside, out _), inside, out _, scene).X / -inside.Z;
        // From inside the frame is turned over: the point's normal is on the viewer's side.
        static Float3 Turn(Float3 a) => new(a.X, a.Y, -a.Z);
        var outward = Evaluate(At(scene, material, 0, false, Turn(inside), out _), Turn(outside), out _, scene).X / outside.Z;
        Assert.InRange((inward / outward).Value * (1 / 2.25f), 0.98f, 1.02f);
    }

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.95f)]
    public void Window_WhatItReflectsAndPasses_IsEverything(float cosine)
    {
        var window = new Material { Metallic = 0f, Roughness = 0f, Transmission = 1f };
        var scene = TestScenes.Compile([], [window], []);
        var view = new HostSceneView(scene);
        var bsdf = At(scene, window, 0, true, Direction(cosine), out var passage);
        var sum = 0.0;
        var passed = 0;
        const int n = 4096;
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(0, 0, 0, 0, i);
            if (!bsdf.Sample(ref view, random.Pair(1), random.Pair(2).X, out var direction, out var weight, out var pdf))
                continue;
            sum += weight.X.Value;
            passed += pdf.Value == 0 ? 1 : 0;
            // Straight on, or mirrored.
            Assert.Equal((pdf.Value == 0 ? -1 : 1) * cosine, direction.Z.Value, 0.02f);
        }
        Assert.InRange(sum / n, 0.99, 1.01);
        Assert.Equal(1 - Fresnel.Dielectric(cosine, 1.5f).Value, passage.X.Value, 4);
        Assert.InRange(passed, n / 4, n);
    }

    private static Float3 Direction(float cosine) => new(MathF.Sqrt(1 - cosine * cosine), 0f, cosine);

    private static Bsdf At(string name, bool isFront, Float3 toViewer, out Float3 passage) =>
        At(Scene, Materials[name], Array.IndexOf([.. Materials.Keys], name), isFront, toViewer, out passage);

    private static Bsdf At(CompiledScene scene, Material material, int index, bool isFront, Float3 toViewer, out Float3 passage)
    {
        var view = new HostSceneView(scene);
        ref var record = ref view.Material(index);
        var up = new Float3(0f, 0f, 1f);
        var point = new SurfacePoint
        {
            Normal = up,
            GeometricNormal = up,
            ClearcoatNormal = up,
            IsFront = isFront ? 1 : 0,
            Features = record.Features,
            BaseColor = material.BaseColor,
            Metallic = material.Metallic,
            Roughness = material.Roughness,
            Ior = material.Ior,
            Specular = material.Specular,
            SpecularColor = material.SpecularColor,
            Transmission = material.Transmission,
            GlassTable = record.GlassTable,
            Clearcoat = material.Clearcoat,
            ClearcoatRoughness = material.ClearcoatRoughness,
            SheenColor = material.SheenColor,
            SheenRoughness = material.SheenRoughness,
        };
        passage = Bsdf.Passage(ref point, toViewer.Z);
        Bsdf.At(ref view, ref point, toViewer, out var bsdf);
        GC.KeepAlive(scene);
        return bsdf;
    }

    private static Float3 Evaluate(Bsdf bsdf, Float3 direction, out Real pdf, CompiledScene? scene = null)
    {
        var view = new HostSceneView(scene ?? Scene);
        var value = bsdf.Evaluate(ref view, direction, out pdf);
        GC.KeepAlive(scene);
        return value;
    }
}
