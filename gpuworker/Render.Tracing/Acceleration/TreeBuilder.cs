using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>Builds a binary tree over boxes by binned surface area heuristic: I. Wald, "On fast Construction of SAH-based Bounding Volume Hierarchies", RT 2007.</summary>
/// <remarks>The tree is a pure function of its input: subtrees own fixed ranges of the node array, so building them in parallel changes nothing.</remarks>
internal sealed class TreeBuilder
{
    /// <summary>Most levels of any tree.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Most boxes of one tree, so that halving below <see cref="HalvingDepth"/> stays within <see cref="MaxDepth"/>.</summary>
    internal const int MaxBoxes = 1 << 24;

    private const int HalvingDepth = 38;
    private const int Bins = 16;
    private const int ParallelCount = 16_384;

    private readonly Box[] _boxes;
    private readonly Float3[] _centres;
    private readonly int _leafSize;

    private TreeBuilder(Box[] boxes, int leafSize)
    {
        _boxes = boxes;
        _leafSize = leafSize;
        _centres = new Float3[boxes.Length];
        Order = new int[boxes.Length];
        Nodes = new BinaryNode[2 * boxes.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            _centres[i] = boxes[i].Min * 0.5f + boxes[i].Max * 0.5f;
            Order[i] = i;
        }
    }

    /// <summary>Box indices; a leaf holds a run of them.</summary>
    internal int[] Order { get; }

    /// <summary>Nodes; 0 is the root. Not all are used.</summary>
    internal BinaryNode[] Nodes { get; }

    /// <summary>Builds the tree of at least one box.</summary>
    /// <param name="boxes">What to put into leaves.</param>
    /// <param name="leafSize">Most boxes of a leaf.</param>
    internal static TreeBuilder Build(Box[] boxes, int leafSize)
    {
        var builder = new TreeBuilder(boxes, leafSize);
        builder.BuildNode(0, 0, boxes.Length, 0);
        return builder;
    }

    private void BuildNode(int node, int start, int count, int depth)
    {
        var bounds = Box.Empty;
        var centres = Box.Empty;
        for (var i = start; i < start + count; i++)
        {
            bounds = Box.Union(bounds, _boxes[Order[i]]);
            centres = centres.With(_centres[Order[i]]);
        }
        if (count <= _leafSize)
        {
            Nodes[node] = new(bounds, start, count, 0);
            return;
        }
        var middle = depth < HalvingDepth ? Partition(start, count, centres) : start + count / 2;
        var left = middle - start;
        // A subtree of k boxes has at most 2k − 1 nodes.
        var right = node + 2 * left;
        Nodes[node] = new(bounds, node + 1, 0, right);
        if (count >= ParallelCount)
        {
            Parallel.Invoke(
                () => BuildNode(node + 1, start, left, depth + 1),
                () => BuildNode(right, middle, count - left, depth + 1));
            return;
        }
        BuildNode(node + 1, start, left, depth + 1);
        BuildNode(right, middle, count - left, depth + 1);
    }

    /// <summary>Orders the run by the best split and returns where its right part starts.</summary>
    private int Partition(int start, int count, Box centres)
    {
        var axis = -1;
        var split = 0;
        var best = Real.Infinity;
        for (var a = 0; a < 3; a++)
            Evaluate(a, start, count, centres, ref axis, ref split, ref best);
        if (axis < 0)
            return start + count / 2;
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = BinScale(centres, axis);
        var i = start;
        var j = start + count - 1;
        while (i <= j)
        {
            if (Bin(_centres[Order[i]], axis, low, scale) < split)
            {
                i++;
                continue;
            }
            (Order[i], Order[j]) = (Order[j], Order[i]);
            j--;
        }
        return i;
    }

    private void Evaluate(int axis, int start, int count, Box centres, ref int bestAxis, ref int bestSplit, ref Real best)
    {
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = BinScale(centres, axis);
        if (!scale.IsFinite)
            return;
        Span<Box> boxes = stackalloc Box[Bins];
        Span<int> counts = stackalloc int[Bins];
        boxes.Fill(Box.Empty);
        counts.Clear();
        for (var i = start; i < start + count; i++)
        {
            var item = Order[i];
            var bin = Bin(_centres[item], axis, low, scale);
            boxes[bin] = Box.Union(boxes[bin], _boxes[item]);
            counts[bin]++;
        }
        Span<Real> rightCosts = stackalloc Real[Bins];
        var box = Box.Empty;
        var n = 0;
        for (var bin = Bins - 1; bin > 0; bin--)
        {
            box = Box.Union(box, boxes[bin]);
            n += counts[bin];
            rightCosts[bin] = n == 0 ? Real.Infinity : box.HalfArea * Leaves(n);
        }
        box = Box.Empty;
        n = 0;
        for (var bin = 1; bin < Bins; bin++)
        {
            box = Box.Union(box, boxes[bin - 1]);
            n += counts[bin - 1];
            var cost = (n == 0 ? Real.Infinity : box.HalfArea * Leaves(n)) + rightCosts[bin];
            if (!(cost < best))
                continue;
            best = cost;
            bestAxis = axis;
            bestSplit = bin;
        }
    }

    /// <summary>Relative cost of intersecting n boxes' contents: leaves come whole.</summary>
    private Real Leaves(int n) => Real.FromInt32((n + _leafSize - 1) / _leafSize);

    private static Real BinScale(Box centres, int axis) =>
        Real.FromInt32(Bins) / (TriangleTest.Axis(centres.Max, axis) - TriangleTest.Axis(centres.Min, axis));

    private static int Bin(Float3 centre, int axis, Real low, Real scale) =>
        Real.ToInt32((TriangleTest.Axis(centre, axis) - low) * scale, 0, Bins - 1);
}

/// <summary>A node of the binary tree: a leaf holds Count > 0 boxes from First on; an inner node's children are First and Right.</summary>
internal readonly record struct BinaryNode(Box Bounds, int First, int Count, int Right);
