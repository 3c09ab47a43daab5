using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;

namespace Render.Benchmarks.Rays;

/// <summary>Rays of one kind, and whether the first hit or any hit is asked for.</summary>
/// <param name="Name">What they are.</param>
/// <param name="IsAny">Any hit is enough.</param>
/// <param name="Rays">The rays.</param>
/// <param name="Far">Their far ends.</param>
internal sealed record RaySet(string Name, bool IsAny, Ray[] Rays, float[] Far)
{
    /// <summary>The camera's rays and what follows from their hits; the same on every machine.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="side">Pixels a side.</param>
    internal static IReadOnlyList<RaySet> Of(CompiledScene scene, int side)
    {
        var camera = new CameraRays(ref scene.Header[0], side, side);
        var primary = new Ray[side * side];
        // Along rows of 8 × 8 blocks, as frames are traced.
        for (var i = 0; i < primary.Length; i++)
        {
            var (block, inside) = (i / 64, i % 64);
            primary[i] = camera.At(block % (side / 8) * 8 + inside % 8, block / (side / 8) * 8 + inside / 8, new Float2(0.5f, 0.5f));
        }
        var answers = new RayAnswer[primary.Length];
        new WideEngine(scene).Closest(primary, Endless(primary.Length), answers);

        var triangles = new WorldTriangles(scene);
        var lift = scene.Header[0].Extent * 1e-5f;
        var light = scene.Header[0].Camera.T + scene.Header[0].Camera.Y * (scene.Header[0].Extent * 0.5f);
        List<Ray> diffuse = [], shadow = [];
        List<float> shadowFar = [];
        for (var i = 0; i < primary.Length; i++)
        {
            if (answers[i].Primitive < 0)
                continue;
            var normal = triangles.Normal(answers[i].Primitive);
            if (Float3.Dot(normal, primary[i].Direction) > 0f)
                normal = -normal;
            var point = primary[i].Origin + primary[i].Direction * answers[i].T + normal * lift;
            var random = new SampleStream(1, 0, i, 0, 0);
            diffuse.Add(new(point, new Frame(normal).ToWorld(Warp.CosineHemisphere(new(random.Plain(0), random.Plain(1))))));
            var jitter = new Float3(random.Plain(2), random.Plain(3), random.Plain(4)) * (scene.Header[0].Extent * 0.02f);
            var distance = Float3.Length(light + jitter - point);
            shadow.Add(new(point, (light + jitter - point) / distance));
            shadowFar.Add(distance.Value);
        }
        var shuffled = Shuffled([.. diffuse]);
        return
        [
            new("primary, closest", false, primary, Endless(primary.Length)),
            new("diffuse, closest", false, [.. diffuse], Endless(diffuse.Count)),
            new("shuffled diffuse, closest", false, shuffled, Endless(diffuse.Count)),
            new("shadow, any", true, [.. shadow], [.. shadowFar]),
            new("diffuse, any", true, [.. diffuse], Endless(diffuse.Count)),
            new("shuffled diffuse, any", true, shuffled, Endless(diffuse.Count)),
        ];
    }

    private static float[] Endless(int count) => [.. Enumerable.Repeat(float.PositiveInfinity, count)];

    private static Ray[] Shuffled(Ray[] rays)
    {
        for (var i = rays.Length - 1; i > 0; i--)
        {
            var other = Real.ToInt32(new SampleStream(2, 0, i, 0, 0).Plain(0) * Real.FromInt32(i + 1), 0, i);
            (rays[i], rays[other]) = (rays[other], rays[i]);
        }
        return rays;
    }
}
