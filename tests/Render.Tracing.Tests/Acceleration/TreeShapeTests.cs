using System.Runtime.InteropServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;

namespace Render.Tracing.Tests.Acceleration;

/// <summary>Trees decide how long a search takes, and nothing else.</summary>
public class TreeShapeTests
{
    private static readonly RenderSettings Settings = new(44, 28, 3, 4, 77);
    private static readonly TileRegion Whole = new(0, 0, 44, 28);

    [Theory]
    [InlineData(1, 38)]
    [InlineData(3, 38)]
    [InlineData(8, 0)]
    [InlineData(5, 2)]
    public void Render_ThroughATreeOfAnotherShape_GivesTheSameBytes(int leafSize, int halvingDepth)
    {
        var scene = TestScenes.Everything();
        var other = SceneCompiler.Compile(SceneCompiler.Prepare(scene.Assets.Source, new(leafSize, halvingDepth)), scene.Snapshot);
        Assert.False(MemoryMarshal.AsBytes(scene.Assets.Packets.Span).SequenceEqual(MemoryMarshal.AsBytes(other.Assets.Packets.Span)));
        var expected = TileRenderer.Render(scene, Settings, Whole, new(0, 4));
        var actual = TileRenderer.Render(other, Settings, Whole, new(0, 4));
        Assert.Equal(expected.Sums, actual.Sums);
        Assert.Equal(expected.Rays, actual.Rays);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(500)]
    [InlineData(60_000)]
    public void Build_OfAnyBoxes_PutsEachIntoOneLeafInsideEveryBoxAboveIt(int count)
    {
        var boxes = Boxes(count);
        var tree = WideTree.Build(boxes, 8);
        Assert.Equal(Enumerable.Range(0, count), tree.Order.Order());
        var seen = 0;
        Walk(tree, boxes, 0, tree.Bounds, ref seen);
        Assert.Equal(count, seen);
    }

    [Fact]
    public void Build_InParallel_GivesTheSameTreeEachTime()
    {
        var (one, other) = (WideTree.Build(Boxes(60_000), 8), WideTree.Build(Boxes(60_000), 8));
        Assert.Equal(one.Order, other.Order);
        Assert.Equal(one.Leaves, other.Leaves);
        Assert.Equal(one.Nodes.Select(Children), other.Nodes.Select(Children));
    }

    [Fact]
    public void Build_WithWeights_PutsTheHeaviestChildFirst()
    {
        var tree = WideTree.Build(Boxes(5), 1, [3, 50, 1, 7, 20]);
        var items = Children(tree.Nodes[0]).Take(5).Select(child => tree.Order[tree.Leaves[~child].Start]);
        Assert.Equal([1, 4, 3, 0, 2], items);
    }

    private static Box[] Boxes(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var random = new SampleStream(9, 0, i, 0, 0);
        // A third stand at one place, so that centres do not tell them apart.
        var from = i % 3 == 0 ? new Float3(1f) : new Float3(random.Plain(0), random.Plain(1), random.Plain(2)) * 50f;
        return new Box(from, from + new Float3(random.Plain(3), random.Plain(4), i % 2 == 0 ? Real.Zero : random.Plain(5)));
    })];

    private static unsafe int[] Children(BvhNode node) => [.. new Span<int>(node.Children, BvhNode.Width)];

    private static unsafe void Walk(WideTree tree, Box[] boxes, int at, Box within, ref int seen)
    {
        var node = tree.Nodes[at];
        for (var slot = 0; slot < BvhNode.Width; slot++)
        {
            var box = new Box(
                new(node.Planes[slot], node.Planes[8 + slot], node.Planes[16 + slot]), new(node.Planes[24 + slot], node.Planes[32 + slot], node.Planes[40 + slot]));
            if (!(box.Min.X <= box.Max.X))
                continue;
            Assert.True(IsInside(box, within));
            if (node.Children[slot] >= 0)
            {
                Assert.True(node.Children[slot] > at);
                Walk(tree, boxes, node.Children[slot], box, ref seen);
                continue;
            }
            var (start, count) = tree.Leaves[~node.Children[slot]];
            Assert.InRange(count, 1, 8);
            seen += count;
            foreach (var item in tree.Order.AsSpan(start, count))
                Assert.True(IsInside(boxes[item], box));
        }
    }

    private static bool IsInside(Box a, Box b) =>
        a.Min.X >= b.Min.X && a.Min.Y >= b.Min.Y && a.Min.Z >= b.Min.Z && a.Max.X <= b.Max.X && a.Max.Y <= b.Max.Y && a.Max.Z <= b.Max.Z;
}
