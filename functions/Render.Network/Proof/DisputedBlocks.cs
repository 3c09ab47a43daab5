namespace Render.Network.Proof;

/// <summary>The blocks that decide between several commitments to one task.</summary>
public static class DisputedBlocks
{
    /// <summary>The blocks on which any two of the trees first differ, ascending and distinct: at each, at most one group of equal ones can be right.</summary>
    /// <param name="trees">The trees, in any order; may hold equal ones.</param>
    /// <exception cref="ArgumentException">The trees are not over the same number of blocks.</exception>
    public static IReadOnlyList<int> Of(IReadOnlyList<MerkleSumTree> trees)
    {
        var blocks = new SortedSet<int>();
        var distinct = trees.DistinctBy(tree => tree.Root).ToList();
        for (var i = 0; i < distinct.Count; i++)
            for (var j = 0; j < i; j++)
                if (FirstDifference.Of(distinct[i], distinct[j]) is { } difference) blocks.Add(difference.Block);
        return [.. blocks];
    }
}
