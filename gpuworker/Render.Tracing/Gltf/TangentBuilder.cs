using Render.Tracing.Numerics;

namespace Render.Tracing.Gltf;

/// <summary>Tangents for normal maps where the file has none.</summary>
/// <remarks>
/// After E. Lengyel, <i>Mathematics for 3D Game Programming and Computer Graphics</i>, 3rd ed., §7.8.3: each triangle adds its ∂P/∂u and ∂P/∂v
/// to its three vertices; the sums are made orthogonal to the vertex normal (Gram–Schmidt). Vertices that mirrored texture halves share get the mean.
/// Sums run in triangle order, so the result is the same everywhere.
/// </remarks>
internal static class TangentBuilder
{
    /// <summary>Unit tangents and bitangent signs for every vertex.</summary>
    public static (Float3[] Tangents, Real[] Signs) Build(Float3[] positions, Float3[] normals, Float2[] uvs, int[] indices)
    {
        var along = new Float3[positions.Length];
        var across = new Float3[positions.Length];
        for (var i = 0; i < indices.Length; i += 3)
            Accumulate(positions, uvs, indices.AsSpan(i, 3), along, across);
        var tangents = new Float3[positions.Length];
        var signs = new Real[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            var normal = normals[i];
            var tangent = along[i] - normal * Float3.Dot(normal, along[i]);
            tangents[i] = Unit(tangent) ?? AnyOrthogonal(normal);
            // Texture v runs downwards in glTF; the bitangent is sign · (N × T) and points along +v of the normal map's green, which is up: −∂P/∂v.
            signs[i] = Float3.Dot(Float3.Cross(normal, tangents[i]), across[i]) > 0f ? new Real(-1f) : Real.One;
        }

        return (tangents, signs);
    }

    /// <summary>A unit vector across a normal, for places whose texture coordinates say nothing.</summary>
    public static Float3 AnyOrthogonal(Float3 normal) =>
        Unit(Real.Abs(normal.X) < 0.5f ? Float3.Cross(normal, new(1f, 0f, 0f)) : Float3.Cross(normal, new(0f, 1f, 0f))) ?? new(1f, 0f, 0f);

    /// <summary>A vector made unit length; null for one too short or too long to have a direction.</summary>
    public static Float3? Unit(Float3 vector)
    {
        var largest = Float3.Max(vector, -vector).Largest;
        if (!(largest > 1e-30f) || !largest.IsFinite)
            return null;
        return Float3.Normalize(vector / largest);
    }

    private static void Accumulate(Float3[] positions, Float2[] uvs, ReadOnlySpan<int> triangle, Float3[] along, Float3[] across)
    {
        var (a, b, c) = (triangle[0], triangle[1], triangle[2]);
        var edge1 = positions[b] - positions[a];
        var edge2 = positions[c] - positions[a];
        var u1 = uvs[b].X - uvs[a].X;
        var u2 = uvs[c].X - uvs[a].X;
        var v1 = uvs[b].Y - uvs[a].Y;
        var v2 = uvs[c].Y - uvs[a].Y;
        var area = u1 * v2 - u2 * v1;
        if (!(Real.Abs(area) > 1e-20f))
            return;
        var tangent = (edge1 * v2 - edge2 * v1) / area;
        var bitangent = (edge2 * u1 - edge1 * u2) / area;
        if (!tangent.IsFinite || !bitangent.IsFinite)
            return;
        foreach (var vertex in triangle)
        {
            along[vertex] += tangent;
            across[vertex] += bitangent;
        }
    }
}
