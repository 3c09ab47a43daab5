using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Acceleration;

public class CanonicalHitTests
{
    /// <summary>Triangles of all shapes: small, large, slivers, duplicates, coplanar neighbours, shared edges, degenerate ones; instances scaled, sheared, mirrored.</summary>
    private static CompiledScene Soup(uint seed)
    {
        var positions = new List<Float3>();
        var indices = new List<int>();
        Real Number(int i, int k) => new SampleStream(seed, k, i, 0, 0).Plain(k);
        for (var i = 0; i < 150; i++)
        {
            var size = i % 3 == 0 ? 2f : 0.2f;
            var corner = new Float3(Number(i, 1), Number(i, 2), Number(i, 3)) * 4f - new Float3(2f);
            var b = new Float3(Number(i, 4), Number(i, 5), Number(i, 6)) * size;
            var c = i % 7 == 0 ? b * 1.0001f : new Float3(Number(i, 7), Number(i, 8), Number(i, 9)) * size;
            // Axis-aligned flat ones, whose boxes have no thickness.
            if (i % 5 == 0)
                (b, c) = (new(b.X, 0f, b.Z), new(c.X, 0f, -c.Z));
            positions.AddRange([corner, corner + b, corner + c, corner + b + c]);
            var first = positions.Count - 4;
            indices.AddRange([first, first + 1, first + 2, first + 1, first + 3, first + 2]);
            if (i % 4 == 0)
                indices.AddRange([first, first + 1, first + 2]);
            if (i % 11 == 0)
                indices.AddRange([first, first, first + 1]);
        }
        var mesh = new Mesh([.. positions], [.. indices], 0);
        return TestScenes.Compile(
            [mesh, TestScenes.Sphere(12, 6, 0)],
            [TestScenes.Matte(0.5f)],
            [
                new(0, Affine.Identity),
                new(1, new(new(1.5f, 0.2f, 0f), new(0f, 0.7f, 0.1f), new(0.3f, 0f, -1.1f), new(0.5f, -0.2f, 0.1f))),
                new(0, new(new(0f, 0.01f, 0f), new(0.01f, 0f, 0f), new(0f, 0f, 0.01f), new(30f, 4f, -2f))),
                new(1, TestScenes.At(0.25f, 0f, 0f)),
                new(1, TestScenes.At(0.25f, 0f, 0f)),
            ]);
    }

    private static Ray RayOf(CompiledScene scene, uint seed, int i)
    {
        Real Number(int k) => new SampleStream(seed, 99, i, k, 0).Plain(k);
        var origin = new Float3(Number(1), Number(2), Number(3)) * 8f - new Float3(4f);
        var vertices = scene.Assets.Vertices;
        var v = vertices[Real.ToInt32(Number(4) * Real.FromInt32(vertices.Length), 0, vertices.Length - 1)].Position;
        var w = vertices[Real.ToInt32(Number(5) * Real.FromInt32(vertices.Length), 0, vertices.Length - 1)].Position;
        return (i % 6) switch
        {
            // At a vertex; at the middle of an edge (or between any two vertices); along an axis; in a plane of flat triangles; a short direction; anywhere.
            0 => new(origin, v - origin),
            1 => new(origin, (v + w) * 0.5f - origin),
            2 => new(new(v.X, v.Y, -5f), new(0f, 0f, 1f)),
            3 => new(new(-5f, v.Y, v.Z), new(1f, 0f, Number(6) * 0.1f)),
            4 => new(origin, (w - origin) * 1e-3f),
            _ => new(origin, new(Number(6) - 0.5f, Number(7) - 0.5f, Number(8) - 0.5f)),
        };
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Closest_OfAnyRay_IsWhatBruteForceFinds(uint seed)
    {
        var scene = Soup(seed);
        var casters = new Casters(scene);
        var hits = 0;
        for (var i = 0; i < 1200; i++)
        {
            var ray = RayOf(scene, seed, i);
            var expected = BruteForce.Closest(scene, ray, Real.Infinity);
            foreach (var wide in Traversals)
            {
                var hit = casters.Closest(ray, Real.Infinity, wide, out _);
                Assert.Equal((expected.Primitive, Real.Bits(expected.T), expected.Instance), (hit.Primitive, Real.Bits(hit.T), hit.Instance));
                Assert.Equal((Real.Bits(expected.V), Real.Bits(expected.W), Real.Bits(expected.Sum)), (Real.Bits(hit.V), Real.Bits(hit.W), Real.Bits(hit.Sum)));
            }
            hits += expected.IsHit ? 1 : 0;
        }
        Assert.InRange(hits, 400, 1200);
    }

    [Theory]
    [InlineData(4u)]
    [InlineData(5u)]
    public void Occluded_UpToAnyDistance_IsWhetherBruteForceFindsSomething(uint seed)
    {
        var scene = Soup(seed);
        var casters = new Casters(scene);
        for (var i = 0; i < 800; i++)
        {
            var ray = RayOf(scene, seed, i);
            var first = BruteForce.Closest(scene, ray, Real.Infinity);
            // Just at the hit (excluded), just beyond it, and short of it.
            Real[] distances = first.IsHit ? [first.T, first.T * 1.0001f, first.T * 0.5f] : [1f, 1e9f];
            foreach (var far in distances)
            {
                foreach (var wide in Traversals)
                    Assert.Equal(first.IsHit && first.T < far, casters.Occluded(ray, far, wide, out _));
            }
        }
    }

    [Fact]
    public void Counts_OfBothTraversals_AreTheSame()
    {
        if (!WideCaster.IsSupported)
            return;
        var scene = Soup(6);
        var casters = new Casters(scene);
        for (var i = 0; i < 600; i++)
        {
            var ray = RayOf(scene, 6, i);
            casters.Closest(ray, Real.Infinity, true, out var wide);
            casters.Closest(ray, Real.Infinity, false, out var scalar);
            Assert.Equal((scalar.NodeVisits, scalar.TriangleTests), (wide.NodeVisits, wide.TriangleTests));
            casters.Occluded(ray, 3f, true, out wide);
            casters.Occluded(ray, 3f, false, out scalar);
            Assert.Equal((scalar.NodeVisits, scalar.TriangleTests), (wide.NodeVisits, wide.TriangleTests));
        }
    }

    /// <summary>Prices are made from counts, so every machine must count the same; whoever changes trees or traversal changes these.</summary>
    [Fact]
    public void Counts_OfFixedRays_AreFrozen()
    {
        var scene = Soup(6);
        var casters = new Casters(scene);
        ulong nodes = 0, triangles = 0, anyNodes = 0, anyTriangles = 0;
        for (var i = 0; i < 600; i++)
        {
            var ray = RayOf(scene, 6, i);
            casters.Closest(ray, Real.Infinity, false, out var closest);
            casters.Occluded(ray, 3f, false, out var any);
            (nodes, triangles) = (nodes + closest.NodeVisits, triangles + closest.TriangleTests);
            (anyNodes, anyTriangles) = (anyNodes + any.NodeVisits, anyTriangles + any.TriangleTests);
        }
        Assert.Equal((4040UL, 24208UL, 1949UL, 6960UL), (nodes, triangles, anyNodes, anyTriangles));
    }

    [Fact]
    public void Closest_OfCoincidentInstances_IsTheFirst()
    {
        var scene = Soup(1);
        var casters = new Casters(scene);
        var hit = casters.Closest(new(new(0.25f, 0.1f, 40f), new(0f, 0f, -1f)), Real.Infinity, false, out _);
        var all = BruteForce.Closest(scene, new(new(0.25f, 0.1f, 40f), new(0f, 0f, -1f)), Real.Infinity);
        Assert.Equal(all.Instance, hit.Instance);
        Assert.NotEqual(4, hit.Instance);
    }

    private static bool[] Traversals => WideCaster.IsSupported ? [false, true] : [false];
}
