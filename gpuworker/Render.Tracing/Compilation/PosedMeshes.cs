using Render.Tracing.Acceleration;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>
/// Adds the poses of one moment to the meshes that all moments share. These keep their places and their trees; the poses come after them. So a
/// moment of a scene that deforms costs a copy of the shared lists (some 150 bytes a triangle) and the trees of what deforms.
/// </summary>
internal static class PosedMeshes
{
    /// <summary>The lists of one moment.</summary>
    /// <param name="shared">What all moments share; empty where something deforms.</param>
    /// <param name="deformed">Checked poses.</param>
    internal static MeshArrays Of(MeshArrays shared, IReadOnlyList<DeformedMesh> deformed)
    {
        var posed = MeshArrays.Build([.. deformed.Select(pose => pose.Mesh)], TreeShape.OfMeshes);
        var ranges = shared.Meshes.ToArray();
        for (var i = 0; i < deformed.Count; i++)
            ranges[deformed[i].Number] = Moved(posed.Meshes[i], shared);
        var arrays = new MeshArrays(
            ranges,
            checked(shared.Vertices.Length + posed.Vertices.Length),
            checked(shared.Extras.Length + posed.Extras.Length),
            checked(shared.Triangles.Length + posed.Triangles.Length),
            checked(shared.Nodes.Length + posed.Nodes.Length),
            checked(shared.Packets.Length + posed.Packets.Length));
        Copy(shared.Vertices, posed.Vertices, arrays.Vertices);
        Copy(shared.Extras, posed.Extras, arrays.Extras);
        Copy(shared.Triangles, posed.Triangles, arrays.Triangles);
        Copy(shared.Nodes, posed.Nodes, arrays.Nodes);
        Copy(shared.Packets, posed.Packets, arrays.Packets);
        foreach (ref var triangle in arrays.Triangles.Span[shared.Triangles.Length..])
        {
            triangle.A += shared.Vertices.Length;
            triangle.B += shared.Vertices.Length;
            triangle.C += shared.Vertices.Length;
        }
        foreach (ref var node in arrays.Nodes.Span[shared.Nodes.Length..])
            Move(ref node, shared);
        foreach (ref var packet in arrays.Packets.Span[shared.Packets.Length..])
            Move(ref packet, shared.Triangles.Length);
        return arrays;
    }

    private static MeshRange Moved(MeshRange range, MeshArrays shared) => range with
    {
        FirstVertex = range.FirstVertex + shared.Vertices.Length,
        FirstTriangle = range.FirstTriangle + shared.Triangles.Length,
        RootNode = range.RootNode < 0 ? -1 : range.RootNode + shared.Nodes.Length,
        FirstPacket = range.FirstPacket + shared.Packets.Length,
        ExtraOffset = range.ExtraOffset == InstanceRecord.NoExtras ? range.ExtraOffset : range.ExtraOffset + shared.Extras.Length - shared.Vertices.Length,
    };

    private static unsafe void Move(ref BvhNode node, MeshArrays shared)
    {
        for (var k = 0; k < BvhNode.Width; k++)
            node.Children[k] = node.Children[k] >= 0 ? node.Children[k] + shared.Nodes.Length : node.Children[k] - shared.Packets.Length;
    }

    private static unsafe void Move(ref TrianglePacket packet, int triangles)
    {
        for (var lane = 0; lane < TrianglePacket.Width; lane++)
            if (packet.Triangles[lane] >= 0)
                packet.Triangles[lane] += triangles;
    }

    private static void Copy<T>(FlatArray<T> first, FlatArray<T> second, FlatArray<T> to)
        where T : unmanaged
    {
        first.Span.CopyTo(to.Span);
        second.Span.CopyTo(to.Span[first.Length..]);
    }
}
