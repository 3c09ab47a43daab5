using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Acceleration;

public class WatertightTests
{
    [Theory]
    [InlineData(0f, 0f, 0f, 1f)]
    [InlineData(1000f, -500f, 200f, 1f)]
    [InlineData(0f, 3f, 0f, 1e-4f)]
    public void Closest_FromInsideAClosedMesh_AlwaysHits(float x, float y, float z, float size)
    {
        var transform = new Affine(new(size, 0f, 0f), new(0f, 0f, size), new(0f, -size, 0f), new(x, y, z));
        var scene = TestScenes.Compile([TestScenes.Sphere(40, 20, 0)], [TestScenes.Matte(0.5f)], [new(0, transform)]);
        var casters = new Casters(scene);
        for (var i = 0; i < 40_000; i++)
        {
            var u = new SampleStream(0, 0, 0, 0, i).Pair(0);
            var direction = Warp.CosineHemisphere(u);
            if (i % 2 == 0)
                direction = -direction;
            // Every third at a vertex exactly, as the rounded transforms see it.
            if (i % 3 == 0)
                direction = scene.Instances[0].ToWorld.Direction(scene.Assets.Vertices[i % scene.Assets.Vertices.Length].Position);
            Assert.True(casters.Closest(new(new(x, y, z), direction), Real.Infinity, WideCaster.IsSupported, out _).IsHit);
        }
    }

    [Fact]
    public void RaysOffASurface_OfAClosedMesh_NeverGetInside()
    {
        // A ray that starts outside on a convex mesh and goes away from its surface meets nothing.
        var scene = TestScenes.Compile(
            [TestScenes.Sphere(40, 20, 0, smooth: false)], [TestScenes.Matte(0.5f)], [new(0, new(new(3f, 0f, 0f), new(0f, 3f, 0f), new(0f, 0f, 3f), new(20f, 1f, 0f)))]);
        var view = new Views.HostSceneView(scene);
        var casters = new Casters(scene);
        for (var i = 0; i < 3000; i++)
        {
            var random = new SampleStream(0, 0, 1, 0, i);
            var target = Warp.CosineHemisphere(random.Pair(0)) * 2.5f + new Float3(20f, 1f, 0f);
            var ray = Probe.Toward(new(20f, 1f, 9f), target);
            var hit = casters.Closest(ray, Real.Infinity, false, out _);
            if (!hit.IsHit)
                continue;
            Assert.True(Render.Tracing.Shading.Surface.Resolve(ref view, ref hit, -ray.Direction, out var point));
            var away = new Render.Tracing.Shading.Frame(point.GeometricNormal).ToWorld(Warp.CosineHemisphere(random.Pair(1)));
            Assert.False(casters.Occluded(new(point.RayOrigin, away), Real.Infinity, false, out _));
        }
    }
}
