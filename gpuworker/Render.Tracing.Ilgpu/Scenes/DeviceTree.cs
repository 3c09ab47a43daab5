using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>An eight-wide tree as devices read it: the boxes of a <see cref="BvhNode"/> tree, quantised, with siblings next to each other.</summary>
internal sealed class DeviceTree
{
    private readonly List<DeviceNode> nodes;
    private readonly List<int> items;
    private readonly int firstNode;

    private DeviceTree(List<DeviceNode> nodes, List<int> items) => (this.nodes, this.items, firstNode) = (nodes, items, nodes.Count);

    /// <summary>Appends a tree.</summary>
    /// <param name="source">Its nodes; 0 is the root.</param>
    /// <param name="leaf">The contents of a leaf, at most <see cref="DeviceNode.LeafSize"/>.</param>
    /// <param name="nodes">Receives the nodes; the first one added is the root.</param>
    /// <param name="items">Receives the leaves' contents.</param>
    /// <returns>The root's index.</returns>
    public static int Append(IReadOnlyList<BvhNode> source, Func<int, ReadOnlyMemory<int>> leaf, List<DeviceNode> nodes, List<int> items)
    {
        var tree = new DeviceTree(nodes, items);
        nodes.Add(default);
        // Breadth first, so that what is near the root is near it in memory.
        var waiting = new Queue<(int From, int To)>([(0, tree.firstNode)]);
        while (waiting.TryDequeue(out var next))
            tree.Convert(source[next.From], next.To, leaf, waiting);
        return tree.firstNode;
    }

    private unsafe void Convert(BvhNode source, int at, Func<int, ReadOnlyMemory<int>> leaf, Queue<(int From, int To)> waiting)
    {
        var quantiser = new Quantiser(source);
        var node = new DeviceNode { Origin = quantiser.Origin, Steps = quantiser.Steps, Children = nodes.Count, Items = items.Count };
        var slots = quantiser.Slots();
        for (var slot = 0; slot < BvhNode.Width; slot++)
        {
            var child = slots[slot];
            if (child < 0)
                continue;
            uint meta;
            if (source.Children[child] >= 0)
            {
                meta = 0b001_00000u | (uint)(24 + slot);
                node.Steps |= 1u << (24 + slot);
                waiting.Enqueue((source.Children[child], nodes.Count));
                nodes.Add(default);
            }
            else
            {
                var contents = leaf(~source.Children[child]).Span;
                meta = (((1u << contents.Length) - 1u) << 5) | (uint)(items.Count - node.Items);
                foreach (var item in contents)
                    items.Add(item);
            }

            quantiser.Write(ref node, slot, child, meta);
        }

        nodes[at] = node;
    }

    /// <summary>The grid of one node: child boxes in whole steps, rounded outwards.</summary>
    private readonly unsafe ref struct Quantiser
    {
        private readonly ref readonly BvhNode source;
        private readonly double stepX, stepY, stepZ;

        public Quantiser(in BvhNode node)
        {
            source = ref node;
            var box = Box.Empty;
            for (var i = 0; i < BvhNode.Width; i++)
                if (!IsEmpty(i))
                    box = Box.Union(box, BoxOf(i));
            Origin = box.Min;
            Middle = (box.Min * 0.5f) + (box.Max * 0.5f);
            Steps = Exponent(box.Min.X, box.Max.X, out stepX) | (Exponent(box.Min.Y, box.Max.Y, out stepY) << 8) | (Exponent(box.Min.Z, box.Max.Z, out stepZ) << 16);
        }

        public Float3 Origin { get; }

        public uint Steps { get; }

        private Float3 Middle { get; }

        /// <summary>Which child each slot gets; −1: none. The cheapest pairs first, a pair's cost being how late a ray of the slot's octant meets the child.</summary>
        public int[] Slots()
        {
            int[] slots = [-1, -1, -1, -1, -1, -1, -1, -1];
            var costs = new double[BvhNode.Width * BvhNode.Width];
            var pending = 0;
            for (var child = 0; child < BvhNode.Width; child++)
            {
                if (IsEmpty(child))
                    continue;
                pending |= 1 << child;
                var box = BoxOf(child);
                var offset = (box.Min * 0.5f) + (box.Max * 0.5f) - Middle;
                for (var slot = 0; slot < BvhNode.Width; slot++)
                    costs[child * BvhNode.Width + slot] = Along(offset.X, slot & 4) + Along(offset.Y, slot & 2) + Along(offset.Z, slot & 1);
            }

            while (pending != 0)
            {
                var (best, bestChild, bestSlot) = (double.PositiveInfinity, -1, -1);
                for (var child = 0; child < BvhNode.Width; child++)
                    for (var slot = 0; slot < BvhNode.Width; slot++)
                        if ((pending >> child & 1) != 0 && slots[slot] < 0 && (bestChild < 0 || costs[child * BvhNode.Width + slot] < best))
                            (best, bestChild, bestSlot) = (costs[child * BvhNode.Width + slot], child, slot);
                slots[bestSlot] = bestChild;
                pending &= ~(1 << bestChild);
            }

            return slots;
        }

        public void Write(ref DeviceNode node, int slot, int child, uint meta)
        {
            var box = BoxOf(child);
            var shift = 8 * (slot & 3);
            var lowX = Down(box.Min.X, Origin.X, stepX) << shift;
            var lowY = Down(box.Min.Y, Origin.Y, stepY) << shift;
            var lowZ = Down(box.Min.Z, Origin.Z, stepZ) << shift;
            var highX = Up(box.Max.X, Origin.X, stepX) << shift;
            var highY = Up(box.Max.Y, Origin.Y, stepY) << shift;
            var highZ = Up(box.Max.Z, Origin.Z, stepZ) << shift;
            meta <<= shift;
            if (slot < 4)
            {
                node.Meta0 |= meta;
                node.LowX0 |= lowX;
                node.LowY0 |= lowY;
                node.LowZ0 |= lowZ;
                node.HighX0 |= highX;
                node.HighY0 |= highY;
                node.HighZ0 |= highZ;
                return;
            }

            node.Meta1 |= meta;
            node.LowX1 |= lowX;
            node.LowY1 |= lowY;
            node.LowZ1 |= lowZ;
            node.HighX1 |= highX;
            node.HighY1 |= highY;
            node.HighZ1 |= highZ;
        }

        private bool IsEmpty(int child) => !(source.Planes[child] <= source.Planes[24 + child]);

        private Box BoxOf(int child) => new(
            new(source.Planes[child], source.Planes[8 + child], source.Planes[16 + child]),
            new(source.Planes[24 + child], source.Planes[32 + child], source.Planes[40 + child]));

        private static double Along(Real offset, int isNegative) => isNegative != 0 ? -offset.Value : offset.Value;

        /// <summary>The least step, as a biased exponent, of which 255 reach across.</summary>
        private static uint Exponent(Real min, Real max, out double step)
        {
            var reach = (double)max.Value - min.Value;
            var exponent = reach > 0 ? Math.ILogB(reach / 255) : -126;
            if (255 * Math.ScaleB(1, exponent) < reach)
                exponent++;
            exponent = Math.Clamp(exponent, -126, 127);
            step = Math.ScaleB(1, exponent);
            return (uint)(exponent + 127);
        }

        private static uint Down(Real plane, Real origin, double step) => (uint)Math.Clamp(Math.Floor(((double)plane.Value - origin.Value) / step), 0, 255);

        private static uint Up(Real plane, Real origin, double step) => (uint)Math.Clamp(Math.Ceiling(((double)plane.Value - origin.Value) / step), 0, 255);
    }
}
