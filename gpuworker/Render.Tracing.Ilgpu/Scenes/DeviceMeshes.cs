using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>The trees of a scene's meshes as devices read them, still in this machine's memory. Built once a scene, for any number of devices.</summary>
internal sealed class DeviceMeshes
{
    private readonly Dictionary<int, int> roots;

    private DeviceMeshes(DeviceNode[] nodes, DeviceTriangle[] triangles, Dictionary<int, int> roots) => (Nodes, Triangles, this.roots) = (nodes, triangles, roots);

    /// <summary>All meshes' nodes.</summary>
    public DeviceNode[] Nodes { get; }

    /// <summary>All meshes' triangles, in the order of the leaves.</summary>
    public DeviceTriangle[] Triangles { get; }

    /// <summary>Builds the trees.</summary>
    public static DeviceMeshes Build(PreparedAssets assets)
    {
        var meshes = assets.Meshes.Meshes;
        var trees = new (WideTree? Tree, int[] Visible)[meshes.Count];
        Parallel.For(0, meshes.Count, i => trees[i] = BuildTree(assets, meshes[i]));
        var nodes = new List<DeviceNode>();
        var items = new List<int>();
        var roots = new Dictionary<int, int>();
        for (var i = 0; i < meshes.Count; i++)
        {
            if (trees[i].Tree is not { } tree)
                continue;
            var flat = Array.ConvertAll(tree.Order, item => trees[i].Visible[item]);
            roots[meshes[i].RootNode] = DeviceTree.Append(tree.Nodes, leaf => flat.AsMemory(tree.Leaves[leaf].Start, tree.Leaves[leaf].Count), nodes, items);
            trees[i] = default;
        }

        var triangles = new DeviceTriangle[items.Count];
        Parallel.For(0, triangles.Length, i => triangles[i] = TriangleOf(assets, items[i]));
        return new([.. nodes], triangles, roots);
    }

    /// <summary>The root of the tree that an instance points to.</summary>
    /// <param name="hostRoot">The root of the same mesh's tree for the CPU.</param>
    public int RootOf(int hostRoot) => roots[hostRoot];

    /// <summary>The tree over a mesh's triangles that have an area; the same ones that the CPU's tree has.</summary>
    private static unsafe (WideTree? Tree, int[] Visible) BuildTree(PreparedAssets assets, MeshRange mesh)
    {
        if (mesh.RootNode < 0)
            return (null, []);
        var visible = new List<int>(mesh.TriangleCount);
        // Packets hold what rays can meet, and nothing else.
        for (var packet = mesh.FirstPacket; packet < mesh.FirstPacket + mesh.PacketCount; packet++)
            for (var lane = 0; lane < TrianglePacket.Width; lane++)
                if (assets.Packets.Pointer[packet].Triangles[lane] is >= 0 and var triangle)
                    visible.Add(triangle);
        var boxes = new Box[visible.Count];
        Parallel.For(0, boxes.Length, i =>
        {
            var triangle = TriangleOf(assets, visible[i]);
            boxes[i] = Box.Empty.With(triangle.A).With(triangle.B).With(triangle.C);
        });
        return (WideTree.Build(boxes, DeviceNode.LeafSize), [.. visible]);
    }

    private static DeviceTriangle TriangleOf(PreparedAssets assets, int index)
    {
        var triangle = assets.Triangles[index];
        return new()
        {
            A = assets.Vertices[triangle.A].Position,
            B = assets.Vertices[triangle.B].Position,
            C = assets.Vertices[triangle.C].Position,
            Index = index,
        };
    }
}
