using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>An eight-wide tree made from a binary one by opening the largest children first.</summary>
/// <remarks>I. Wald, C. Benthin, S. Boulos, "Getting Rid of Packets", RT 2008.</remarks>
internal sealed class WideTree
{
    private readonly TreeBuilder _binary;

    private WideTree(TreeBuilder binary) => _binary = binary;

    /// <summary>Nodes; 0 is the root, children have higher indices than their parent.</summary>
    internal List<BvhNode> Nodes { get; } = [];

    /// <summary>Leaves: runs of <see cref="Order"/>. A child −1 − i is leaf i.</summary>
    internal List<(int Start, int Count)> Leaves { get; } = [];

    /// <summary>Box indices in leaf order.</summary>
    internal int[] Order => _binary.Order;

    /// <summary>The box around everything.</summary>
    internal Box Bounds => _binary.Nodes[0].Bounds;

    /// <summary>Builds the tree of at least one box.</summary>
    internal static WideTree Build(Box[] boxes, int leafSize)
    {
        var tree = new WideTree(TreeBuilder.Build(boxes, leafSize));
        tree.Add(0);
        return tree;
    }

    private unsafe int Add(int root)
    {
        Span<int> open = stackalloc int[BvhNode.Width];
        open[0] = root;
        var count = 1;
        while (count < BvhNode.Width)
        {
            var largest = -1;
            var area = -Real.One;
            for (var i = 0; i < count; i++)
            {
                var candidate = _binary.Nodes[open[i]];
                if (candidate.Count > 0 || !(candidate.Bounds.HalfArea > area))
                    continue;
                largest = i;
                area = candidate.Bounds.HalfArea;
            }
            if (largest < 0)
                break;
            var opened = _binary.Nodes[open[largest]];
            open[largest] = opened.First;
            open[count++] = opened.Right;
        }

        var index = Nodes.Count;
        Nodes.Add(default);
        var node = default(BvhNode);
        for (var i = 0; i < BvhNode.Width; i++)
        {
            var bounds = i < count ? _binary.Nodes[open[i]].Bounds : Box.Empty;
            node.Planes[i] = bounds.Min.X.Value;
            node.Planes[8 + i] = bounds.Min.Y.Value;
            node.Planes[16 + i] = bounds.Min.Z.Value;
            node.Planes[24 + i] = bounds.Max.X.Value;
            node.Planes[32 + i] = bounds.Max.Y.Value;
            node.Planes[40 + i] = bounds.Max.Z.Value;
            if (i < count)
                node.Children[i] = _binary.Nodes[open[i]].Count > 0 ? AddLeaf(_binary.Nodes[open[i]]) : Add(open[i]);
        }
        Nodes[index] = node;
        return index;
    }

    private int AddLeaf(BinaryNode leaf)
    {
        Leaves.Add((leaf.First, leaf.Count));
        return ~(Leaves.Count - 1);
    }
}
