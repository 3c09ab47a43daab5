using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Completes a mesh: unit normals, and tangents where a normal map needs them.</summary>
internal static class MeshAssembly
{
    /// <summary>A mesh that holds what <see cref="Mesh"/> promises.</summary>
    /// <param name="mesh">Positions, indices and, as the file has them, normals and texture coordinates.</param>
    /// <param name="tangents">The file's tangents, four numbers each, or null.</param>
    /// <param name="normalMap">The material's normal map, or null.</param>
    /// <param name="primitive">For messages.</param>
    /// <param name="memory">Takes what is allocated.</param>
    public static Mesh Complete(Mesh mesh, Real[]? tangents, TextureSlot? normalMap, GltfElement primitive, MemoryBudget memory)
    {
        if (mesh.Normals is { } normals)
        {
            memory.Take(normals.Length, 12, primitive.Place);
            mesh = mesh with { Normals = Unit(normals, mesh) };
        }

        if (normalMap is null || Mapped(mesh, normalMap) is null)
            return mesh;
        if (mesh.Normals is not null && tangents is not null)
        {
            if (tangents.Length != 4 * mesh.Positions.Length)
                throw primitive.Fault(SceneErrorCodes.AccessorInvalid, "it has fewer tangents than positions.", "Export the scene again.");
            memory.Take(mesh.Positions.Length, 16, primitive.Place);
            return FromFile(mesh, mesh.Normals, tangents);
        }

        if (mesh.Normals is null)
            mesh = Faceted(mesh, primitive, memory);
        memory.Take(mesh.Positions.Length, 40, primitive.Place);
        var (built, signs) = TangentBuilder.Build(mesh.Positions, mesh.Normals!, Mapped(mesh, normalMap)!, mesh.Indices);
        return mesh with { Tangents = built, TangentSigns = signs };
    }

    /// <summary>The coordinates that the normal map reads; null: the mesh lacks them.</summary>
    private static Float2[]? Mapped(Mesh mesh, TextureSlot normalMap)
    {
        var uvs = normalMap.UvSet == 0 ? mesh.Uvs : mesh.SecondUvs;
        return normalMap.Transform is not { } transform || uvs is null ? uvs : Array.ConvertAll(uvs, transform.Apply);
    }

    private static Mesh FromFile(Mesh mesh, Float3[] normals, Real[] tangents)
    {
        var directions = new Float3[normals.Length];
        var signs = new Real[normals.Length];
        for (var i = 0; i < normals.Length; i++)
        {
            directions[i] = TangentBuilder.Unit(new(tangents[4 * i], tangents[4 * i + 1], tangents[4 * i + 2]))
                ?? TangentBuilder.AnyOrthogonal(normals[i]);
            signs[i] = tangents[4 * i + 3] < 0f ? new Real(-1f) : Real.One;
        }

        return mesh with { Tangents = directions, TangentSigns = signs };
    }

    /// <summary>Normals as in the file, of unit length; one without direction becomes the mean of its triangles' normals.</summary>
    private static Float3[] Unit(Float3[] normals, Mesh mesh)
    {
        var unit = new Float3[normals.Length];
        List<int>? missing = null;
        for (var i = 0; i < normals.Length; i++)
        {
            if (TangentBuilder.Unit(normals[i]) is { } normal)
                unit[i] = normal;
            else
                (missing ??= []).Add(i);
        }

        if (missing is null)
            return unit;
        var sums = new Float3[normals.Length];
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            var face = Face(mesh, i);
            for (var corner = 0; corner < 3; corner++)
                sums[mesh.Indices[i + corner]] += face;
        }

        foreach (var vertex in missing)
            unit[vertex] = TangentBuilder.Unit(sums[vertex]) ?? new(0f, 1f, 0f);
        return unit;
    }

    /// <summary>The same mesh with three vertices of its own for each triangle, so that each has the face's normal.</summary>
    private static Mesh Faceted(Mesh mesh, GltfElement primitive, MemoryBudget memory)
    {
        var count = mesh.Indices.Length;
        memory.Take(count, 36, primitive.Place);
        var normals = new Float3[count];
        var indices = new int[count];
        for (var i = 0; i < count; i++)
        {
            normals[i] = TangentBuilder.Unit(Face(mesh, i - i % 3)) ?? new(0f, 1f, 0f);
            indices[i] = i;
        }

        T[]? Unshared<T>(T[]? values) => values is null ? null : Array.ConvertAll(mesh.Indices, index => values[index]);
        return new(Unshared(mesh.Positions)!, indices, mesh.Material)
        {
            Normals = normals,
            Uvs = Unshared(mesh.Uvs),
            SecondUvs = Unshared(mesh.SecondUvs),
            Colors = Unshared(mesh.Colors),
            Alphas = Unshared(mesh.Alphas),
        };
    }

    private static Float3 Face(Mesh mesh, int first)
    {
        var a = mesh.Positions[mesh.Indices[first]];
        return Float3.Cross(mesh.Positions[mesh.Indices[first + 1]] - a, mesh.Positions[mesh.Indices[first + 2]] - a);
    }
}
