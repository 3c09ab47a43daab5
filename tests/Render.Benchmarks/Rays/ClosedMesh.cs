using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Rays;

/// <summary>Closed meshes about the origin, which every ray from near the origin must hit: an icosahedron's faces, quartered, pushed to a sphere, and dented.</summary>
internal static class ClosedMesh
{
    /// <summary>Least distance of the surface from the origin.</summary>
    internal const float Inside = 0.4f;

    /// <summary>Makes a mesh whose neighbours share their vertices.</summary>
    /// <param name="quarterings">How often each face is split in four: 20 · 4ⁿ triangles.</param>
    /// <param name="roughness">How deep single vertices are dented, 0 … 0.5; much of it turns triangles into slivers.</param>
    internal static Mesh Create(int quarterings, float roughness)
    {
        const float golden = 1.618034f;
        List<Float3> positions =
        [
            new(-1f, golden, 0f), new(1f, golden, 0f), new(-1f, -golden, 0f), new(1f, -golden, 0f),
            new(0f, -1f, golden), new(0f, 1f, golden), new(0f, -1f, -golden), new(0f, 1f, -golden),
            new(golden, 0f, -1f), new(golden, 0f, 1f), new(-golden, 0f, -1f), new(-golden, 0f, 1f),
        ];
        int[] indices =
        [
            0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8,
            3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
        ];
        for (var i = 0; i < quarterings; i++)
            indices = Quartered(positions, indices);
        return new([.. positions.Select((p, i) => Dented(p, i, roughness))], indices, 0);
    }

    private static int[] Quartered(List<Float3> positions, int[] indices)
    {
        var middles = new Dictionary<(int, int), int>();
        int Middle(int a, int b)
        {
            var edge = a < b ? (a, b) : (b, a);
            if (middles.TryGetValue(edge, out var known))
                return known;
            positions.Add(Float3.Normalize(positions[a]) + Float3.Normalize(positions[b]));
            return middles[edge] = positions.Count - 1;
        }
        var result = new List<int>(4 * indices.Length);
        for (var i = 0; i < indices.Length; i += 3)
        {
            var (a, b, c) = (indices[i], indices[i + 1], indices[i + 2]);
            var (ab, bc, ca) = (Middle(a, b), Middle(b, c), Middle(c, a));
            result.AddRange([a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca]);
        }
        return [.. result];
    }

    private static Float3 Dented(Float3 p, int index, float roughness) =>
        Float3.Normalize(p) * (1f - roughness * new SampleStream(3, 0, index, 0, 0).Plain(0));
}
