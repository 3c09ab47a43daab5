using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>What all frames share, ready to trace: flat meshes with their trees, materials and texels. Immutable; safe to use from many threads.</summary>
public sealed class PreparedAssets
{
    internal PreparedAssets(SceneAssets source, MeshArrays meshes, FlatArray<MaterialRecord> materials, FlatArray<uint> texels, FlatArray<Real> albedos)
    {
        Source = source;
        Meshes = meshes;
        Materials = materials;
        Texels = texels;
        Albedos = albedos;
        Linear = SrgbTable.Build();
    }

    /// <summary>What this was prepared from.</summary>
    public SceneAssets Source { get; }

    /// <summary>Bytes of the flat meshes and their trees.</summary>
    public long MeshBytes => Meshes.Bytes;

    /// <summary>Whether meshes are here in poses of one moment, so that no other shares them.</summary>
    public bool IsPosed { get; private init; }

    /// <summary>Triangles of all meshes, instances not counted.</summary>
    public int TriangleCount => Meshes.Triangles.Length;

    internal MeshArrays Meshes { get; }

    internal FlatArray<BvhNode> Nodes => Meshes.Nodes;

    internal FlatArray<TrianglePacket> Packets => Meshes.Packets;

    internal FlatArray<TriangleRecord> Triangles => Meshes.Triangles;

    internal FlatArray<VertexRecord> Vertices => Meshes.Vertices;

    internal FlatArray<MaterialRecord> Materials { get; }

    internal FlatArray<uint> Texels { get; }

    internal FlatArray<Real> Albedos { get; }

    internal FlatArray<Real> Linear { get; }

    /// <summary>The same with the poses of one moment in place of the meshes that deform.</summary>
    internal PreparedAssets Posed(IReadOnlyList<DeformedMesh> deformed) =>
        deformed.Count == 0 ? this : new(Source, PosedMeshes.Of(Meshes, deformed), Materials, Texels, Albedos) { IsPosed = true };
}
