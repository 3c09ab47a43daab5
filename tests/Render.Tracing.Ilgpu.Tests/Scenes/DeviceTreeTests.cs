using FsCheck.Xunit;
using Render.Tracing.Acceleration;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;

namespace Render.Tracing.Ilgpu.Tests.Scenes;

/// <summary>Quantised trees: everything is in them once, and no box has become smaller.</summary>
public sealed class DeviceTreeTests
{
    [Property(MaxTest = 60)]
    public void Append_AnyBoxes_HoldsEveryItemOnceWithinEveryBoxAboveIt(int seed, byte size, byte spread)
    {
        var next = 0;
        float Next() => new SampleStream((uint)seed, 0, 0, 0, 0).Plain(next++).Value;
        var scale = MathF.Pow(10f, spread % 9 - 4);
        var boxes = Enumerable.Range(0, 1 + size).Select(_ => RandomBox(Next, scale)).ToArray();
        var tree = WideTree.Build(boxes, DeviceNode.LeafSize);
        var nodes = new List<DeviceNode>();
        var items = new List<int>();
        var root = DeviceTree.Append(tree.Nodes, leaf => tree.Order.AsMemory(tree.Leaves[leaf].Start, tree.Leaves[leaf].Count), nodes, items);

        var seen = new int[boxes.Length];
        Walk(nodes, items, root, [], (item, within) =>
        {
            seen[item]++;
            foreach (var (low, high) in within)
            {
                Assert.True(low.X <= boxes[item].Min.X.Value && low.Y <= boxes[item].Min.Y.Value && low.Z <= boxes[item].Min.Z.Value, $"{low} starts after {boxes[item].Min}");
                Assert.True(high.X >= boxes[item].Max.X.Value && high.Y >= boxes[item].Max.Y.Value && high.Z >= boxes[item].Max.Z.Value, $"{high} ends before {boxes[item].Max}");
            }
        });
        Assert.All(seen, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Append_TwoTrees_StandNextToEachOther()
    {
        var nodes = new List<DeviceNode>();
        var items = new List<int>();
        var tree = WideTree.Build([.. Enumerable.Range(0, 100).Select(i => new Box(new(Real.FromInt32(i)), new(Real.FromInt32(i + 1))))], DeviceNode.LeafSize);
        ReadOnlyMemory<int> Leaf(int leaf) => tree.Order.AsMemory(tree.Leaves[leaf].Start, tree.Leaves[leaf].Count);

        var first = DeviceTree.Append(tree.Nodes, Leaf, nodes, items);
        var second = DeviceTree.Append(tree.Nodes, Leaf, nodes, items);

        Assert.Equal((0, tree.Nodes.Count), (first, second));
        var found = new List<int>();
        Walk(nodes, items, second, [], (item, _) => found.Add(item));
        Assert.Equal(Enumerable.Range(0, 100), found.Order());
    }

    private static Box RandomBox(Func<float> next, float scale)
    {
        Real Coordinate() => (next() - 0.5f) * 100f * scale;
        var from = new Float3(Coordinate(), Coordinate(), Coordinate());
        // Some are flat, some are points.
        var reach = new Float3(next() < 0.3f ? 0f : next() * scale, next() < 0.3f ? 0f : next(), next() * scale * 1e-4f);
        return new(from, from + reach);
    }

    private static void Walk(
        List<DeviceNode> nodes, List<int> items, int at, List<((double X, double Y, double Z) Low, (double X, double Y, double Z) High)> above,
        Action<int, IReadOnlyList<((double X, double Y, double Z) Low, (double X, double Y, double Z) High)>> item)
    {
        var node = nodes[at];
        var child = node.Children;
        for (var slot = 0; slot < BvhNode.Width; slot++)
        {
            var shift = 8 * (slot & 3);
            var meta = ((slot < 4 ? node.Meta0 : node.Meta1) >> shift) & 0xFF;
            if (meta == 0)
                continue;
            double Plane(Real origin, int axis, uint first, uint second) =>
                origin.Value + (((slot < 4 ? first : second) >> shift) & 0xFF) * Math.ScaleB(1, (int)((node.Steps >> (8 * axis)) & 0xFF) - 127);
            var low = (Plane(node.Origin.X, 0, node.LowX0, node.LowX1), Plane(node.Origin.Y, 1, node.LowY0, node.LowY1), Plane(node.Origin.Z, 2, node.LowZ0, node.LowZ1));
            var high = (Plane(node.Origin.X, 0, node.HighX0, node.HighX1), Plane(node.Origin.Y, 1, node.HighY0, node.HighY1), Plane(node.Origin.Z, 2, node.HighZ0, node.HighZ1));
            var within = above.Append((low, high)).ToList();
            if ((node.Steps >> (24 + slot) & 1) != 0)
            {
                Assert.Equal(0b001_00000u | (uint)(24 + slot), meta);
                Walk(nodes, items, child++, within, item);
                continue;
            }

            var count = System.Numerics.BitOperations.PopCount(meta >> 5);
            for (var i = 0; i < count; i++)
                item(items[node.Items + (int)(meta & 31) + i], within);
        }
    }
}
