using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>All meshes in flat lists, each with its own tree.</summary>
internal sealed class MeshArrays
{
    internal MeshArrays(IReadOnlyList<MeshRange> meshes, int vertices, int extras, int triangles, int nodes, int packets)
    {
        Meshes = meshes;
        Vertices = new(vertices);
        Extras = new(extras);
        Triangles = new(triangles);
        Nodes = new(nodes);
        Packets = new(packets);
    }

    internal IReadOnlyList<MeshRange> Meshes { get; }

    internal FlatArray<VertexRecord> Vertices { get; }

    /// <summary>What vertices of those meshes have beside that have a second texture coordinate or colours.</summary>
    internal FlatArray<VertexExtraRecord> Extras { get; }

    internal FlatArray<TriangleRecord> Triangles { get; }

    internal FlatArray<BvhNode> Nodes { get; }

    internal FlatArray<TrianglePacket> Packets { get; }

    /// <summary>Bytes of all lists.</summary>
    internal long Bytes => Vertices.Bytes + Extras.Bytes + Triangles.Bytes + Nodes.Bytes + Packets.Bytes;

    /// <summary>Flattens checked meshes and builds their trees.</summary>
    /// <param name="meshes">The meshes.</param>
    /// <param name="shape">How their trees are built.</param>
    internal static MeshArrays Build(IReadOnlyList<Mesh> meshes, TreeShape shape)
    {
        var trees = new WideTree?[meshes.Count];
        Parallel.For(0, meshes.Count, i => trees[i] = BuildTree(meshes[i], shape));

        var ranges = new MeshRange[meshes.Count];
        int vertices = 0, extras = 0, triangles = 0, nodes = 0, packets = 0;
        for (var i = 0; i < meshes.Count; i++)
        {
            var bounds = trees[i]?.Bounds ?? Box.Empty;
            ranges[i] = new(vertices, triangles, meshes[i].Indices.Length / 3, trees[i] is null ? -1 : nodes, packets, trees[i]?.Leaves.Count ?? 0, bounds,
                HasExtras(meshes[i]) ? extras - vertices : InstanceRecord.NoExtras);
            extras += HasExtras(meshes[i]) ? meshes[i].Positions.Length : 0;
            vertices = checked(vertices + meshes[i].Positions.Length);
            triangles = checked(triangles + meshes[i].Indices.Length / 3);
            nodes += trees[i]?.Nodes.Count ?? 0;
            packets += trees[i]?.Leaves.Count ?? 0;
        }
        var arrays = new MeshArrays(ranges, vertices, extras, triangles, nodes, packets);
        for (var i = 0; i < meshes.Count; i++)
        {
            arrays.CopyMesh(meshes[i], ranges[i]);
            arrays.CopyExtras(meshes[i], ranges[i]);
            if (trees[i] is { } tree)
                arrays.CopyTree(meshes[i], ranges[i], tree);
            trees[i] = null;
        }
        return arrays;
    }

    /// <summary>The tree over the triangles that have an area; null when none has.</summary>
    private static unsafe WideTree? BuildTree(Mesh mesh, TreeShape shape)
    {
        var items = GC.AllocateUninitializedArray<BuildItem>(mesh.Indices.Length / 3);
        fixed (BuildItem* first = items)
            HugePages.Advise(first, (nuint)items.Length * (nuint)sizeof(BuildItem));
        var visible = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var a = mesh.Positions[mesh.Indices[3 * i]];
            var b = mesh.Positions[mesh.Indices[3 * i + 1]];
            var c = mesh.Positions[mesh.Indices[3 * i + 2]];
            var normal = Float3.Cross(b - a, c - a);
            var area = Float3.Dot(normal, normal);
            if (area > 0f && area.IsFinite)
                items[visible++] = new(Float3.Min(a, Float3.Min(b, c)), Float3.Max(a, Float3.Max(b, c)), i);
        }
        return visible == 0 ? null : TreeBuilder.Build(items, visible, shape);
    }

    private void CopyMesh(Mesh mesh, MeshRange range)
    {
        var vertices = Vertices.Span.Slice(range.FirstVertex, mesh.Positions.Length);
        for (var i = 0; i < vertices.Length; i++)
        {
            vertices[i] = new()
            {
                Position = mesh.Positions[i],
                Normal = mesh.Normals is null ? Float3.Zero : mesh.Normals[i],
                Uv = mesh.Uvs is null ? default : mesh.Uvs[i],
                Tangent = mesh.Tangents is null ? Float3.Zero : mesh.Tangents[i],
                TangentSign = mesh.TangentSigns is null ? Real.One : mesh.TangentSigns[i],
            };
        }
        var triangles = Triangles.Span.Slice(range.FirstTriangle, range.TriangleCount);
        for (var i = 0; i < triangles.Length; i++)
        {
            triangles[i] = new()
            {
                A = range.FirstVertex + mesh.Indices[3 * i],
                B = range.FirstVertex + mesh.Indices[3 * i + 1],
                C = range.FirstVertex + mesh.Indices[3 * i + 2],
                Material = mesh.Material,
            };
        }
    }

    private static bool HasExtras(Mesh mesh) => mesh.SecondUvs is not null || mesh.Colors is not null;

    private void CopyExtras(Mesh mesh, MeshRange range)
    {
        if (!HasExtras(mesh))
            return;
        var extras = Extras.Span.Slice(range.FirstVertex + range.ExtraOffset, mesh.Positions.Length);
        for (var i = 0; i < extras.Length; i++)
        {
            extras[i] = new()
            {
                Uv = mesh.SecondUvs is null ? default : mesh.SecondUvs[i],
                Color = mesh.Colors is null ? new Float3(1f) : mesh.Colors[i],
                Alpha = mesh.Alphas is null ? Real.One : mesh.Alphas[i],
            };
        }
    }

    private unsafe void CopyTree(Mesh mesh, MeshRange range, WideTree tree)
    {
        for (var i = 0; i < tree.Nodes.Count; i++)
        {
            var node = tree.Nodes[i];
            for (var k = 0; k < BvhNode.Width; k++)
                node.Children[k] = node.Children[k] >= 0 ? node.Children[k] + range.RootNode : node.Children[k] - range.FirstPacket;
            Nodes[range.RootNode + i] = node;
        }
        Parallel.For(0, tree.Leaves.Count, i => Packets[range.FirstPacket + i] = Packet(mesh, range, tree.Order.AsSpan(tree.Leaves[i].Start, tree.Leaves[i].Count)));
    }

    private static unsafe TrianglePacket Packet(Mesh mesh, MeshRange range, ReadOnlySpan<int> triangles)
    {
        var packet = default(TrianglePacket);
        for (var lane = 0; lane < TrianglePacket.Width; lane++)
        {
            packet.Triangles[lane] = -1;
            if (lane >= triangles.Length)
                continue;
            packet.Triangles[lane] = range.FirstTriangle + triangles[lane];
            for (var corner = 0; corner < 3; corner++)
            {
                var p = mesh.Positions[mesh.Indices[3 * triangles[lane] + corner]];
                packet.Corners[24 * corner + lane] = p.X.Value;
                packet.Corners[24 * corner + 8 + lane] = p.Y.Value;
                packet.Corners[24 * corner + 16 + lane] = p.Z.Value;
            }
        }
        return packet;
    }
}

/// <summary>Where a mesh is in the flat lists; RootNode −1: nothing of it can be seen; ExtraOffset as in <see cref="InstanceRecord"/>.</summary>
internal readonly record struct MeshRange(int FirstVertex, int FirstTriangle, int TriangleCount, int RootNode, int FirstPacket, int PacketCount, Box Bounds, int ExtraOffset);
