using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Render.Tracing.Acceleration;

/// <summary>Builds an eight-wide tree from the root: each node starts as one run of items, and its largest part is split until there are eight or only leaves.</summary>
/// <remarks>
/// I. Wald, C. Benthin, S. Boulos, "Getting Rid of Packets", RT 2008. The tree is a pure function of its input: large subtrees are built in parallel, each into lists of its own,
/// and put together in order. Nodes stand depth first, so that what a ray visits next is often near.
/// </remarks>
internal sealed class TreeBuilder
{
    /// <summary>Most levels of any tree.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Most boxes of one tree.</summary>
    internal const int MaxBoxes = 1 << 24;

    private const int ParallelCount = 16_384;

    private readonly BuildItem[] _items;
    private readonly TreeShape _shape;
    private readonly IReadOnlyList<int>? _weights;

    private TreeBuilder(BuildItem[] items, TreeShape shape, IReadOnlyList<int>? weights)
    {
        _items = items;
        _shape = shape;
        _weights = weights;
    }

    /// <summary>Builds the tree of at least one item.</summary>
    /// <param name="items">What to put into leaves; reordered.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="shape">How.</param>
    /// <param name="weights">How much is behind each item by its index; null: 1 for each.</param>
    internal static WideTree Build(BuildItem[] items, int count, TreeShape shape, IReadOnlyList<int>? weights = null)
    {
        var root = BuildRange.Of(items, 0, count, 0);
        var lists = new Lists();
        new TreeBuilder(items, shape, weights).AddNode(in root, lists);
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = items[i].Index;
        return new(lists.Nodes, lists.Leaves, order, root.Bounds);
    }

    private int AddNode(in BuildRange range, Lists lists)
    {
        var parts = new Parts();
        parts[0] = range;
        var count = Open(ref parts);
        Span<int> order = stackalloc int[BvhNode.Width];
        order = order[..count];
        HeaviestFirst(in parts, order);

        var index = lists.Nodes.Count;
        lists.Nodes.Add(default);
        var node = Boxes(in parts, order);
        var subtrees = range.Count >= ParallelCount ? Subtrees(parts, order) : null;
        for (var i = 0; i < count; i++)
        {
            ref var part = ref parts[order[i]];
            var child = part.Count <= _shape.LeafSize
                ? lists.AddLeaf(part.Start, part.Count)
                : subtrees?[i] is { } subtree ? lists.Append(subtree) : AddNode(in part, lists);
            SetChild(ref node, i, child);
        }
        CollectionsMarshal.AsSpan(lists.Nodes)[index] = node;
        return index;
    }

    private Lists?[] Subtrees(Parts parts, ReadOnlySpan<int> order)
    {
        var subtrees = new Lists?[order.Length];
        var places = order.ToArray();
        Parallel.For(0, places.Length, i =>
        {
            if (parts[places[i]].Count <= _shape.LeafSize)
                return;
            subtrees[i] = new();
            AddNode(in parts[places[i]], subtrees[i]!);
        });
        return subtrees;
    }

    /// <summary>Splits the part with the largest surface until there are eight, or leaves only.</summary>
    private int Open(ref Parts parts)
    {
        var count = 1;
        while (count < BvhNode.Width)
        {
            var largest = -1;
            var area = -1f;
            for (var i = 0; i < count; i++)
            {
                if (parts[i].Count <= _shape.LeafSize || !(parts[i].HalfArea > area))
                    continue;
                largest = i;
                area = parts[i].HalfArea;
            }
            if (largest < 0)
                break;
            Split(parts[largest], out parts[largest], out parts[count]);
            count++;
        }
        return count;
    }

    private void Split(BuildRange range, out BuildRange left, out BuildRange right)
    {
        if (range.Depth < _shape.HalvingDepth)
        {
            var split = BinnedSplit.Best(_items, in range, _shape.LeafSize);
            if (split.Exists)
            {
                split.Partition(_items, in range, out left, out right);
                return;
            }
        }
        left = BuildRange.Of(_items, range.Start, range.Count / 2, range.Depth + 1);
        right = BuildRange.Of(_items, range.Start + left.Count, range.Count - left.Count, range.Depth + 1);
    }

    /// <summary>Orders the parts by what is behind them. A search for any hit starts from the last: where little has to be tested to find something.</summary>
    private void HeaviestFirst(in Parts parts, Span<int> order)
    {
        Span<long> weights = stackalloc long[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var weight = Weight(in parts[i]);
            var at = i;
            for (; at > 0 && weights[at - 1] < weight; at--)
                (weights[at], order[at]) = (weights[at - 1], order[at - 1]);
            (weights[at], order[at]) = (weight, i);
        }
    }

    private long Weight(in BuildRange range)
    {
        if (_weights is null)
            return range.Count;
        var sum = 0L;
        for (var i = range.Start; i < range.Start + range.Count; i++)
            sum += _weights[_items[i].Index];
        return sum;
    }

    private static unsafe BvhNode Boxes(in Parts parts, ReadOnlySpan<int> order)
    {
        var node = default(BvhNode);
        for (var i = 0; i < BvhNode.Width; i++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                node.Planes[8 * axis + i] = i < order.Length ? parts[order[i]].Low[axis] : float.PositiveInfinity;
                node.Planes[24 + 8 * axis + i] = i < order.Length ? parts[order[i]].High[axis] : float.NegativeInfinity;
            }
        }
        return node;
    }

    private static unsafe void SetChild(ref BvhNode node, int slot, int child) => node.Children[slot] = child;

    /// <summary>The parts of a node.</summary>
    [InlineArray(BvhNode.Width)]
    private struct Parts
    {
        private BuildRange _first;
    }

    /// <summary>Nodes and leaves of a subtree, numbered from 0.</summary>
    private sealed class Lists
    {
        internal List<BvhNode> Nodes { get; } = [];

        internal List<(int Start, int Count)> Leaves { get; } = [];

        /// <summary>Adds a leaf and returns what a node calls it.</summary>
        internal int AddLeaf(int start, int count)
        {
            Leaves.Add((start, count));
            return ~(Leaves.Count - 1);
        }

        /// <summary>Adds a subtree and returns where its root is.</summary>
        internal unsafe int Append(Lists subtree)
        {
            var (root, leaves) = (Nodes.Count, Leaves.Count);
            foreach (ref var node in CollectionsMarshal.AsSpan(subtree.Nodes))
            {
                for (var i = 0; i < BvhNode.Width; i++)
                    node.Children[i] = node.Children[i] >= 0 ? node.Children[i] + root : node.Children[i] - leaves;
            }
            Nodes.AddRange(subtree.Nodes);
            Leaves.AddRange(subtree.Leaves);
            return root;
        }
    }
}
