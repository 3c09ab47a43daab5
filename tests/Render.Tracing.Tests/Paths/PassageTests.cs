using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;

namespace Render.Tracing.Tests.Paths;

/// <summary>Light that goes through: holes, partly covered surfaces, sheets, volumes.</summary>
public class PassageTests
{
    private static readonly Ray Down = Probe.Toward(new(0f, 3f, 0f), new(0f, 0f, 0f));

    private static double Through(Material sheet, SkyEnvironment sky, LightStrategy strategy = LightStrategy.Both, int sheets = 1)
    {
        var instances = Enumerable.Range(0, sheets).Select(i => new Instance(0, TestScenes.At(0f, 2f - 0.1f * i, 0f)));
        var scene = TestScenes.Compile([TestScenes.Floor(1f, 0)], [sheet], [.. instances], sky);
        return Probe.Mean(scene, Down, 4096, 4, strategy);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.9f)]
    public void Blend_OverASky_CoversItsPart(float alpha)
    {
        var black = new Material { BaseColor = new(0f), Metallic = 0f, Specular = 0f, AlphaMode = AlphaMode.Blend, Alpha = alpha };
        Assert.Equal(1 - alpha, Through(black, TestScenes.Constant(1f)), 0.02);
        Assert.Equal(Math.Pow(1 - alpha, 3), Through(black, TestScenes.Constant(1f), sheets: 3), 0.02);
    }

    [Theory]
    [InlineData(0.3f, 1)]
    [InlineData(0.7f, 0)]
    public void Mask_AroundItsCutoff_IsThereOrNot(float alpha, double expected) =>
        Assert.Equal(expected, Through(new() { BaseColor = new(0f), Metallic = 0f, Specular = 0f, AlphaMode = AlphaMode.Mask, Alpha = alpha }, TestScenes.Constant(1f)), 6);

    [Fact]
    public void Unlit_UnderAnySky_ShowsItsColour() =>
        Assert.Equal(0.35, Through(new() { BaseColor = new(0.35f), Unlit = true }, TestScenes.Constant(7f)), 5);

    [Fact]
    public void Shadow_OfAHalfCoveringSheet_IsHalf()
    {
        // The same light, once free and once through a sheet that covers 40 % of it, once through a window.
        var floor = TestScenes.Matte(0.5f);
        var sun = new PunctualLight(LightKind.Directional, default, new(0f, -1f, 0f), new(2f), 1f, 0f);
        double Lit(Material sheet)
        {
            var scene = TestScenes.Compile(
                [TestScenes.Floor(9f, 0), TestScenes.Floor(0.5f, 1)], [floor, sheet], [new(0, Affine.Identity), new(1, TestScenes.At(0f, 1f, 0f))], lights: [sun]);
            return Probe.Mean(scene, Probe.Toward(new(2f, 0.5f, 0f), new(0f, 0f, 0f)), 64, 0);
        }
        var free = Lit(new() { AlphaMode = AlphaMode.Mask, Alpha = 0f });
        Assert.Equal(0.6, Lit(new() { BaseColor = new(0f), AlphaMode = AlphaMode.Blend, Alpha = 0.4f }) / free, 4);
        var window = new Material { Metallic = 0f, Roughness = 0f, Transmission = 1f, BaseColor = new(0.8f) };
        Assert.Equal(0.8 * (1 - Fresnel.Dielectric(1f, 1.5f).Value), Lit(window) / free, 4);
        Assert.Equal(0, Lit(window with { IsVolume = true }), 6);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.3f)]
    public void GlassBall_InAWhiteFurnace_KeepsAllLight(float roughness)
    {
        var glass = new Material { Metallic = 0f, Roughness = roughness, Transmission = 1f, IsVolume = true };
        var scene = TestScenes.Compile([TestScenes.Sphere(64, 32, 0)], [glass], [new(0, Affine.Identity)], TestScenes.Constant(1f));
        Assert.InRange(Probe.Mean(scene, Probe.Toward(new(0f, 0f, 4f), new(0.3f, 0.2f, 0f)), 4096, 40), 0.98, 1.01);
    }

    [Fact]
    public void Volume_AlongItsDiameter_AttenuatesByBeerAndLambert()
    {
        // Straight through the middle of a ball of radius 1: 2 m, of which the colour is what is left after 0.5 m. Reflections at normal incidence are 4 %.
        var glass = new Material { Metallic = 0f, Roughness = 0f, Transmission = 1f, IsVolume = true, AttenuationColor = new(0.8f), AttenuationDistance = 0.5f };
        var scene = TestScenes.Compile([TestScenes.Sphere(256, 128, 0)], [glass], [new(0, Affine.Identity)], TestScenes.Constant(1f));
        var mean = Probe.Mean(scene, Probe.Toward(new(0f, 0f, 4f), new(0f, 0f, 0f)), 8192, 20);
        const double r = 0.04;
        var t = Math.Pow(0.8, 4);
        // In by 1 − r, the ways out after 1, 2, 3 … passes.
        var expected = r + (1 - r) * t * (1 - r) / (1 - r * t);
        Assert.InRange(mean / expected, 0.98, 1.02);
    }

    [Fact]
    public void EveryStrategy_WithACoveringLamp_HasTheSameMean()
    {
        // A lamp that covers 60 % and shines, above a floor: what choosing it gives is what scattered rays find.
        var lamp = new Material { BaseColor = new(0f), Metallic = 0f, Specular = 0f, Emission = new(5f), AlphaMode = AlphaMode.Blend, Alpha = 0.6f };
        var scene = TestScenes.Compile(
            [TestScenes.Floor(5f, 0), TestScenes.Ceiling(1f, 1)], [TestScenes.Matte(0.7f), lamp], [new(0, Affine.Identity), new(1, TestScenes.At(0.2f, 1.5f, -0.1f))]);
        var ray = Probe.Toward(new(0.9f, 1.3f, 0.4f), new(0.1f, 0f, 0.05f));
        var both = Probe.Mean(scene, ray, 30_000, 1);
        foreach (var strategy in (LightStrategy[])[LightStrategy.ChoosingLights, LightStrategy.Scattering])
            Assert.InRange(Probe.Mean(scene, ray, 60_000, 1, strategy) / both, 0.98, 1.02);
    }
}
