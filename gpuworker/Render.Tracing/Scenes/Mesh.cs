using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>An indexed triangle mesh with one material.</summary>
/// <param name="Positions">Vertex positions, in the mesh's own space; all finite.</param>
/// <param name="Indices">Three vertex indices a triangle, counter-clockwise seen from the front; each in [0, Positions.Length).</param>
/// <param name="Material">Index into <see cref="SceneAssets.Materials"/>.</param>
public sealed record Mesh(Float3[] Positions, int[] Indices, int Material)
{
    /// <summary>True for one that each snapshot brings in a pose of its own (<see cref="Snapshot.Deformed"/>); this is then the rest pose, and is not traced.</summary>
    public bool Deforms { get; init; }

    /// <summary>Unit vertex normals, as many as positions; null: geometric normals (flat shading).</summary>
    public Float3[]? Normals { get; init; }

    /// <summary>Unit vertex tangents (+u direction), as many as positions; null where the file has none and no normal map needs them.</summary>
    public Float3[]? Tangents { get; init; }

    /// <summary>Bitangent sign (+1 or −1) a vertex, glTF's TANGENT.w; null exactly when <see cref="Tangents"/> is.</summary>
    public Real[]? TangentSigns { get; init; }

    /// <summary>Texture coordinates, as many as positions (origin at the image's upper left, as in glTF); null: (0, 0) everywhere.</summary>
    public Float2[]? Uvs { get; init; }

    /// <summary>A second set of texture coordinates, as many as positions; null: (0, 0) everywhere.</summary>
    public Float2[]? SecondUvs { get; init; }

    /// <summary>Linear vertex colours, [0, 1] each, as many as positions; multiply the material's base colour; null: white.</summary>
    public Float3[]? Colors { get; init; }

    /// <summary>Vertices' coverage, [0, 1], as many as positions; multiplies the material's alpha; null: 1. Only beside <see cref="Colors"/>.</summary>
    public Real[]? Alphas { get; init; }
}
