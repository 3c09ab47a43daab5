using Render.Tracing.Compilation;
using Render.Tracing.Lighting;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Tests.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Lighting;

public class EnvironmentLightTests
{
    private static SkyEnvironment Sky()
    {
        var texels = new Float3[24 * 12];
        for (var i = 0; i < texels.Length; i++)
            texels[i] = new(i % 7 == 0 ? 0f : 0.1f * (i % 5), i == 100 ? 40f : 0.2f, 0.05f * (i / 24));
        return new(24, 12, texels, Float3.Zero);
    }

    private static CompiledScene Scene() =>
        TestScenes.Compile([TestScenes.Floor(1f, 0)], [TestScenes.Matte(0.5f)], [new(0, Affine.Identity)], Sky());

    [Fact]
    public void Sample_Directions_FollowTheDensityThatLookupStates()
    {
        var scene = Scene();
        var view = new HostSceneView(scene);
        const int n = 60_000;
        var expected = new double[8 * 12 * 2];
        int Bin(Float3 d) => (d.Z > 0f ? 0 : 96) + Sphere.Bin(d.Z > 0f ? d : new(d.X, d.Y, -d.Z), 8, 12);
        foreach (var sign in (float[])[1f, -1f])
        {
            Sphere.ForEach(500, (direction, solidAngle) =>
            {
                var d = new Float3(direction.X, direction.Y, direction.Z * sign);
                EnvironmentLight.Radiance(ref view, Float3.Zero, d, out var pdf);
                expected[Bin(d)] += pdf.Value * solidAngle * n;
            });
        }
        Assert.Equal(n, expected.Sum(), n * 0.002);
        var counts = new int[expected.Length];
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(1, 0, i, 0, 0);
            EnvironmentLight.Sample(ref view, new(random.Plain(1), random.Plain(2)), 1f, out var direction, out _);
            counts[Bin(direction)]++;
        }
        Sphere.AssertFollows(expected, counts);
        GC.KeepAlive(scene);
    }

    [Fact]
    public void Sample_OfAnyNumbers_AgreesWithLookupOfItsDirection()
    {
        var scene = Scene();
        var view = new HostSceneView(scene);
        var agree = 0;
        for (var i = 0; i < 2000; i++)
        {
            var point = EnvironmentLight.Sample(ref view, new SampleStream(0, 0, 0, 0, i).Pair(0), 1f, out var direction, out var pdf);
            var radiance = EnvironmentLight.Radiance(ref view, Float3.Zero, direction, out var found);
            var drawn = EnvironmentLight.RadianceAt(ref view, point);
            Assert.Equal(drawn.Y.Value, radiance.Y.Value, 1e-2f);
            Assert.True(pdf > 0f);
            // Rounding may put a direction drawn at a texel's border into the next texel.
            agree += Math.Abs(found.Value / pdf.Value - 1) < 1e-3 ? 1 : 0;
        }
        Assert.InRange(agree, 1990, 2000);
        GC.KeepAlive(scene);
    }

    [Fact]
    public void Radiance_AlongTheAxes_LooksWhereTheMappingSays()
    {
        var texels = Enumerable.Range(0, 8 * 4).Select(i => new Float3(i % 8, i / 8, 0f)).ToArray();
        var scene = TestScenes.Compile([], [], [], new(8, 4, texels, Float3.Zero));
        var view = new HostSceneView(scene);
        // u = ½ + atan2(z, x)/2π: +x is the middle column border, +z three quarters; v = 0 is +y.
        Assert.Equal(3.5f, EnvironmentLight.Radiance(ref view, Float3.Zero, new(1f, 0f, 0f), out _).X.Value, 4);
        Assert.Equal(5.5f, EnvironmentLight.Radiance(ref view, Float3.Zero, new(0f, 0f, 1f), out _).X.Value, 4);
        Assert.Equal(0f, EnvironmentLight.Radiance(ref view, Float3.Zero, new(0f, 1f, 0f), out _).Y.Value, 4);
        Assert.Equal(1.5f, EnvironmentLight.Radiance(ref view, Float3.Zero, new(1f, 0f, 0f), out _).Y.Value, 4);
        GC.KeepAlive(scene);
    }
}
