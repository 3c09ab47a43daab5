using Render.Tracing.Animation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The nodes of the file's scene, parents before children, depth first.</summary>
internal sealed class NodeTree
{
    private NodeTree(GltfElement[] elements, List<int> order, List<int> parents, NodeMotion[] motions, int[] positions)
    {
        Elements = elements;
        Order = order;
        Parents = parents;
        Motions = motions;
        Positions = positions;
    }

    /// <summary>All nodes of the file, by their index there.</summary>
    public GltfElement[] Elements { get; }

    /// <summary>File indices of the nodes in the scene, depth first.</summary>
    public List<int> Order { get; }

    /// <summary>For each entry of <see cref="Order"/> the position of its parent there, or −1.</summary>
    public List<int> Parents { get; }

    /// <summary>How each entry of <see cref="Order"/> moves.</summary>
    public NodeMotion[] Motions { get; }

    /// <summary>For each node of the file its position in <see cref="Order"/>, or −1 when it is not in the scene.</summary>
    public int[] Positions { get; }

    /// <summary>Reads the default scene's nodes.</summary>
    /// <exception cref="SceneException">A cycle, a second parent, an index out of range or a transform that is not finite.</exception>
    public static NodeTree Read(GltfElement root, SceneLimits limits)
    {
        var elements = root.Items("nodes", limits);
        var children = new int[elements.Length][];
        var parentOf = Enumerable.Repeat(-1, elements.Length).ToArray();
        for (var i = 0; i < elements.Length; i++)
        {
            children[i] = elements[i].Indices("children", elements.Length, limits);
            foreach (var child in children[i])
            {
                if (child == i || parentOf[child] >= 0)
                    throw elements[child].Fault(
                        SceneErrorCodes.NodeGraphInvalid, "the node has more than one parent, or is its own.", "Export the scene again: nodes must form a tree.");
                parentOf[child] = i;
            }
        }

        var (order, parents, positions) = Walk(elements, children, Roots(root, parentOf, elements, limits));
        return new(elements, order, parents, [.. order.Select(node => Motion(elements[node]))], positions);
    }

    /// <summary>Node space to world space for every entry of <see cref="Order"/>.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.NotFinite"/>.</exception>
    public Affine[] Place(Real time)
    {
        var world = new Affine[Order.Count];
        for (var i = 0; i < world.Length; i++)
        {
            var local = Motions[i].At(time);
            world[i] = Parents[i] < 0 ? local : world[Parents[i]] * local;
            if (!world[i].IsFinite)
                throw Elements[Order[i]].Fault(
                    SceneErrorCodes.NotFinite, $"the transform is not finite at {time} s.", "Reset the object's scale and position and export again.");
        }

        return world;
    }

    /// <summary>For every entry of <see cref="Order"/> whether it moves in the world; animations have been read.</summary>
    public bool[] Moving()
    {
        var moving = new bool[Order.Count];
        for (var i = 0; i < moving.Length; i++)
            moving[i] = Motions[i].Moves || (Parents[i] >= 0 && moving[Parents[i]]);
        return moving;
    }

    private static int[] Roots(GltfElement root, int[] parentOf, GltfElement[] elements, SceneLimits limits)
    {
        var scenes = root.Items("scenes", limits);
        if (scenes.Length > 0)
            return scenes[root.Index("scene", scenes.Length) ?? 0].Indices("nodes", elements.Length, limits);
        return [.. Enumerable.Range(0, parentOf.Length).Where(i => parentOf[i] < 0)];
    }

    private static (List<int> Order, List<int> Parents, int[] Positions) Walk(GltfElement[] elements, int[][] children, int[] roots)
    {
        var order = new List<int>();
        var parents = new List<int>();
        var positions = Enumerable.Repeat(-1, elements.Length).ToArray();
        // An explicit stack: a deep chain of nodes must not exhaust the thread's.
        var open = new Stack<(int Node, int Parent)>(roots.Reverse().Select(node => (node, -1)));
        while (open.TryPop(out var next))
        {
            if (positions[next.Node] >= 0)
                throw elements[next.Node].Fault(
                    SceneErrorCodes.NodeGraphInvalid, "the node is reached twice: the node graph has a cycle.", "Export the scene again: nodes must form a tree.");
            positions[next.Node] = order.Count;
            order.Add(next.Node);
            parents.Add(next.Parent);
            foreach (var child in children[next.Node].AsEnumerable().Reverse())
                open.Push((child, positions[next.Node]));
        }

        return (order, parents, positions);
    }

    private static NodeMotion Motion(GltfElement node)
    {
        var rotation = node.Reals("rotation", 4) is { } r
            ? Quaternion.TryNormalize(new(r[0], r[1], r[2], r[3])) ?? throw node.Invalid("rotation", "has no length")
            : Quaternion.Identity;
        var motion = new NodeMotion(node.Vector("translation", Float3.Zero), rotation, node.Vector("scale", new(1f)));
        return node.Reals("matrix", 16) is not { } m
            ? motion
            : m[3] == Real.Zero && m[7] == Real.Zero && m[11] == Real.Zero && m[15] == Real.One
            ? motion with { Matrix = new(new(m[0], m[1], m[2]), new(m[4], m[5], m[6]), new(m[8], m[9], m[10]), new(m[12], m[13], m[14])) }
            : throw node.Invalid("matrix", "has a last row other than 0 0 0 1");
    }
}
