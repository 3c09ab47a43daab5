namespace Render.Tracing.Acceleration;

/// <summary>An eight-wide tree over boxes.</summary>
/// <param name="Nodes">Nodes; 0 is the root, children have higher indices than their parent. A child −1 − i is leaf i.</param>
/// <param name="Leaves">Leaves: runs of <paramref name="Order"/>.</param>
/// <param name="Order">Box indices in leaf order.</param>
/// <param name="Bounds">The box around everything.</param>
internal sealed record WideTree(List<BvhNode> Nodes, List<(int Start, int Count)> Leaves, int[] Order, Box Bounds)
{
    /// <summary>Builds the tree of at least one box.</summary>
    /// <param name="boxes">What to put into leaves.</param>
    /// <param name="leafSize">Most boxes of a leaf.</param>
    /// <param name="weights">How much is behind each box; null: 1 for each.</param>
    internal static WideTree Build(Box[] boxes, int leafSize, IReadOnlyList<int>? weights = null)
    {
        var items = new BuildItem[boxes.Length];
        for (var i = 0; i < boxes.Length; i++)
            items[i] = new(boxes[i].Min, boxes[i].Max, i);
        return TreeBuilder.Build(items, items.Length, new(leafSize), weights);
    }
}
