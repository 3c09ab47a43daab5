using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Tests.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Paths;

public class RadianceTests
{
    private static readonly CompiledScene Empty = TestScenes.Compile([], [], []);
    private static readonly Ray Down = Probe.Toward(new(0.9f, 1.3f, 0.4f), new(0.1f, 0f, 0.05f));

    /// <summary>f · cos of the floor's matte white, towards Down's origin, for light from a direction (y up).</summary>
    private static double Reflected(Float3 toLight, float albedo)
    {
        var point = new SurfacePoint { Normal = new(0f, 1f, 0f), GeometricNormal = new(0f, 1f, 0f), BaseColor = new(albedo), Roughness = 1f };
        var view = new HostSceneView(Empty);
        Bsdf.At(ref view, ref point, -Down.Direction, out var bsdf);
        return bsdf.Evaluate(ref view, toLight, out _).X.Value;
    }

    [Fact]
    public void Trace_UnderAConstantSky_IsTheDirectionalAlbedo()
    {
        var scene = TestScenes.Compile([TestScenes.Floor(5f, 0)], [TestScenes.Matte(0.7f)], [new(0, Affine.Identity)], TestScenes.Constant(2f));
        var expected = 2 * Sphere.Integrate(d => Reflected(new(d.X, d.Z, d.Y), 0.7f), 300);
        Assert.InRange(Probe.Mean(scene, Down, 4096, 4) / expected, 0.997, 1.003);
    }

    [Fact]
    public void Trace_InAWhiteFurnace_KeepsAllLight()
    {
        foreach (var material in (Material[])[TestScenes.Matte(1f), TestScenes.Matte(1f) with { Metallic = 1f, Roughness = 0.5f }])
        {
            var scene = TestScenes.Compile([TestScenes.Sphere(32, 16, 0)], [material], [new(0, Affine.Identity)], TestScenes.Constant(1f));
            var mean = Probe.Mean(scene, Probe.Toward(new(0f, 0f, 4f), new(0.3f, 0.2f, 0f)), 4096, 20);
            Assert.InRange(mean, 0.985, 1.004);
        }
    }

    [Fact]
    public void Trace_InsideAGlowingSphere_IsTheGeometricSeries()
    {
        // Every ray hits the inside, which emits 1 and reflects its directional albedo a: the sum tends to a fixed point near 1 / (1 − a); one bounce more adds less.
        var glow = TestScenes.Matte(0.5f) with { Emission = new(1f), DoubleSided = true };
        var scene = TestScenes.Compile([TestScenes.Sphere(32, 16, 0)], [glow], [new(0, Affine.Identity)]);
        var ray = new Ray(new(0.1f, 0f, 0f), new(0f, 0f, -1f));
        var none = Probe.Mean(scene, ray, 2048, 0, LightStrategy.Scattering);
        var all = Probe.Mean(scene, ray, 4096, 40, LightStrategy.Scattering, sureBounces: 60);
        var roulette = Probe.Mean(scene, ray, 8192, 40, LightStrategy.Scattering);
        var albedo = none - 1;
        Assert.InRange(albedo, 0.45, 0.56);
        Assert.InRange(all, 1 / (1 - albedo) * 0.97, 1 / (1 - albedo) * 1.03);
        Assert.InRange(roulette / all, 0.985, 1.015);
    }

    [Fact]
    public void Trace_UnderASquareLight_IsItsIrradianceIntegral()
    {
        var light = TestScenes.Matte(0f) with { Emission = new(5f) };
        var scene = TestScenes.Compile(
            [TestScenes.Floor(5f, 0), TestScenes.Ceiling(0.5f, 1)], [TestScenes.Matte(0.7f), light], [new(0, Affine.Identity), new(1, TestScenes.At(0.2f, 1.5f, -0.1f))]);
        var expected = 0.0;
        const int n = 200;
        for (var i = 0; i < n * n; i++)
        {
            double x = 0.2 - 0.5 + (i % n + 0.5) / n - 0.1, z = -0.1 - 0.5 + (i / n + 0.5) / n - 0.05;
            var square = x * x + 1.5 * 1.5 + z * z;
            var toLight = Float3.Normalize(new((float)x, 1.5f, (float)z));
            expected += Reflected(toLight, 0.7f) * 5 * toLight.Y.Value / square / (n * n);
        }
        foreach (var strategy in Enum.GetValues<LightStrategy>())
        {
            var tolerance = strategy == LightStrategy.Scattering ? 0.02 : 0.005;
            Assert.InRange(Probe.Mean(scene, Down, 8192, 0, strategy) / expected, 1 - tolerance, 1 + tolerance);
        }
    }

    [Fact]
    public void Trace_BehindAOneSidedLight_IsDark()
    {
        var light = TestScenes.Matte(0f) with { Emission = new(5f) };
        Mesh[] meshes = [TestScenes.Floor(5f, 0), TestScenes.Floor(0.5f, 1)];
        Instance[] instances = [new(0, Affine.Identity), new(1, TestScenes.At(0f, 1.5f, 0f))];
        Assert.Equal(0, Probe.Mean(TestScenes.Compile(meshes, [TestScenes.Matte(0.7f), light], instances), Down, 256, 0));
        Assert.True(Probe.Mean(TestScenes.Compile(meshes, [TestScenes.Matte(0.7f), light with { DoubleSided = true }], instances), Down, 256, 0) > 0.1);
    }

    [Fact]
    public void Trace_UnderPunctualLights_FollowsTheirUnits()
    {
        PunctualLight Light(LightKind kind, float cosInner = 0.9f, float cosOuter = 0.6f) =>
            new(kind, new(0.1f, 2f, 0.05f), new(0f, -1f, 0f), new(3f), cosInner, cosOuter);
        double Mean(params PunctualLight[] lights) => Probe.Mean(
            TestScenes.Compile([TestScenes.Floor(5f, 0)], [TestScenes.Matte(0.7f)], [new(0, Affine.Identity)], lights: lights), Down, 64, 0);
        var reflected = Reflected(new(0f, 1f, 0f), 0.7f);
        Assert.Equal(3 / 4.0 * reflected, Mean(Light(LightKind.Point)), 4);
        Assert.Equal(3 / 4.0 * reflected, Mean(Light(LightKind.Spot)), 4);
        Assert.Equal(3 * reflected, Mean(Light(LightKind.Directional)), 4);
        Assert.Equal(0, Mean(Light(LightKind.Spot) with { Direction = new(1f, 0f, 0f) }));
        // Half way between the cones the falloff is ½².
        var tilted = new Float3(MathF.Sqrt(1 - 0.75f * 0.75f), -0.75f, 0f);
        Assert.Equal(3 / 4.0 * reflected / 4, Mean(Light(LightKind.Spot) with { Direction = tilted }), 3);
        Assert.Equal((3 + 3 / 4.0) * reflected, Mean(Light(LightKind.Directional), Light(LightKind.Point)), 1e-1);
    }

    [Fact]
    public void Trace_WithEveryStrategy_HasTheSameMean()
    {
        var scene = TestScenes.Everything();
        var ray = Probe.Toward(new(0f, 1.2f, 6f), new(0.4f, 0f, 1.8f));
        var both = Probe.Mean(scene, ray, 100_000, 3);
        var choosing = Probe.Mean(scene, ray, 100_000, 3, LightStrategy.ChoosingLights);
        var scattering = Probe.Mean(scene, ray, 100_000, 3, LightStrategy.Scattering);
        Assert.InRange(choosing / both, 0.985, 1.015);
        Assert.InRange(scattering / both, 0.985, 1.015);
    }

    [Fact]
    public void Trace_OfAnEmptyScene_IsTheSky()
    {
        var scene = TestScenes.Compile([], [], [], TestScenes.Constant(0.25f));
        Assert.Equal(0.25, Probe.Mean(scene, Down, 4, 3));
    }
}
