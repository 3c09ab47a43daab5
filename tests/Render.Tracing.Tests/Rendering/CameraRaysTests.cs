using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Rendering;

public class CameraRaysTests
{
    private static readonly Affine Aside = new(new(0f, 0f, -1f), new(0f, 1f, 0f), new(1f, 0f, 0f), new(3f, 2f, 1f));

    [Fact]
    public void At_Pinhole_LeavesFromOnePointWithinTheAngle()
    {
        var rays = Rays(new(Aside, 0.5f), 20, 10);
        Assert.All(All(rays, 20, 10), ray => AssertNear(Aside.T, ray.Origin));
        var corner = rays.At(0, 0, new Float2(0f, 0f)).Direction;
        // Camera space (−1, ½, −1), and the camera looks along −x of the world with its right towards −z.
        AssertNear(Float3.Normalize(new(-1f, 0.5f, 1f)), corner);
    }

    [Fact]
    public void At_Orthographic_RaysAreParallelAndKeepTheHeight()
    {
        var rays = Rays(new(Aside, 4f) { IsOrthographic = true }, 20, 10);

        Assert.All(All(rays, 20, 10), ray => AssertNear(new(-1f, 0f, 0f), ray.Direction));
        AssertNear(new(3f, 6f, 9f), rays.At(0, 0, new Float2(0f, 0f)).Origin);
        AssertNear(new(3f, -2f, -7f), rays.At(19, 9, new Float2(1f, 1f)).Origin);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_OpenLens_RaysOfAPointMeetWhereItIsInFocus(bool isOrthographic)
    {
        var camera = Lens.OfRadius(new(Affine.Identity, 0.5f) { IsOrthographic = isOrthographic }, 0.3f, 5f);
        var sharp = Rays(camera with { LensRadius = 0f }, 20, 10);
        var open = Rays(camera, 20, 10);
        var furthest = 0f;
        for (var sample = 0; sample < 256; sample++)
        {
            var random = new SampleStream(1, 0, 4, 7, sample);
            var middle = sharp.At(4, 7, random);
            var ray = open.At(4, 7, random);
            AssertNear(At(middle, -5f), At(ray, -5f));
            var away = Float3.Length(ray.Origin - middle.Origin).Value;
            Assert.True(away <= 0.300001f);
            furthest = Math.Max(furthest, away);
        }
        Assert.True(furthest > 0.29f);
    }

    [Fact]
    public void At_OpenLens_CoversItEvenly()
    {
        var rays = Rays(Lens.OfRadius(new(Affine.Identity, 0.5f), 1f, 5f), 8, 8);
        var rings = new int[8];
        var quarters = new int[4];
        for (var sample = 0; sample < 4096; sample++)
        {
            var at = rays.At(3, 3, new SampleStream(9, 0, 3, 3, sample)).Origin;
            rings[Math.Min(7, (int)(8 * (at.X * at.X + at.Y * at.Y).Value))]++;
            quarters[(at.X > 0f ? 1 : 0) + (at.Y > 0f ? 2 : 0)]++;
        }
        Assert.All(rings, count => Assert.InRange(count, 480, 544));
        Assert.All(quarters, count => Assert.InRange(count, 992, 1056));
    }

    [Fact]
    public void OfStops_PerspectiveAndOrthographic_AreBlenders()
    {
        // 50 mm before 36 mm in 16 : 9: tan of half the height's angle is 0.36 · 9 / 16.
        var lens = Lens.OfStops(new(Affine.Identity, 0.2025f), 2.8f, 3f, 16f / 9f);
        Assert.Equal(0.05f / 5.6f, lens.LensRadius.Value, 1e-6f);
        Assert.Equal(3f, lens.FocusDistance.Value);
        // Upright, the height is the longer side.
        Assert.Equal(0.05f / 5.6f, Lens.OfStops(new(Affine.Identity, 0.36f), 2.8f, 3f, 9f / 16f).LensRadius.Value, 1e-6f);
        Assert.Equal(0.125f, Lens.OfStops(new(Affine.Identity, 7f) { IsOrthographic = true }, 4f, 3f, 1f).LensRadius.Value);
    }

    [Theory]
    [InlineData(-1f, 1f)]
    [InlineData(float.NaN, 1f)]
    [InlineData(1f, 0f)]
    [InlineData(1f, float.PositiveInfinity)]
    public void Compile_BadLens_IsRefused(float radius, float focus)
    {
        var scene = TestScenes.Everything();
        var camera = scene.Snapshot.Camera with { LensRadius = radius, FocusDistance = focus };

        Assert.Equal(SceneErrorCodes.ValueInvalid, Assert.Throws<SceneException>(() => SceneCompiler.Compile(scene.Assets, scene.Snapshot with { Camera = camera })).Code);
    }

    private static CameraRays Rays(Camera camera, int width, int height)
    {
        var scene = TestScenes.Compile([], [], [], camera: camera);
        return new(ref scene.Header[0], width, height);
    }

    private static IEnumerable<Ray> All(CameraRays rays, int width, int height) =>
        from x in Enumerable.Range(0, width) from y in Enumerable.Range(0, height) select rays.At(x, y, new SampleStream(0, 0, x, y, 0));

    private static Float3 At(Ray ray, float z) => ray.Origin + ray.Direction * ((z - ray.Origin.Z) / ray.Direction.Z);

    private static void AssertNear(Float3 expected, Float3 actual)
    {
        Assert.Equal(expected.X.Value, actual.X.Value, 1e-5f);
        Assert.Equal(expected.Y.Value, actual.Y.Value, 1e-5f);
        Assert.Equal(expected.Z.Value, actual.Z.Value, 1e-5f);
    }
}
