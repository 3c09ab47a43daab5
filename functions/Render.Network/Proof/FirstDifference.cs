namespace Render.Network.Proof;

/// <summary>
/// Finds the first block on which two commitments to the same task differ, as a dispute walks the two trees: from the root down, into the left
/// half where that differs, else into the right one. One comparison a level, and the leaves of no other block are looked at.
/// </summary>
public static class FirstDifference
{
    /// <summary>The number of the first block whose leaves differ in hash, rays or invalid samples; null where the trees are the same.</summary>
    /// <exception cref="ArgumentException">The trees have different numbers of leaves: they are of different tasks.</exception>
    public static int? Of(MerkleSumTree one, MerkleSumTree other)
    {
        if (one.Leaves != other.Leaves) throw new ArgumentException("The trees are of different tasks.", nameof(other));
        if (one.Root == other.Root) return null;
        var at = 0;
        for (var level = one.Height - 1; level >= 0; level--)
            // Either half may be the only one: a node without a sibling moved up unchanged, so what differs above differs there.
            at = one.Node(level, 2 * at) != other.Node(level, 2 * at) ? 2 * at : 2 * at + 1;
        return at;
    }

    /// <summary>The blocks on which any two of several commitments first differ, ascending and distinct: at each, at most one group of equal ones can be right.</summary>
    /// <param name="trees">The trees of one task, in any order; may hold equal ones.</param>
    public static IReadOnlyList<int> Among(IReadOnlyList<MerkleSumTree> trees)
    {
        var blocks = new SortedSet<int>();
        var distinct = trees.DistinctBy(tree => tree.Root).ToList();
        for (var i = 0; i < distinct.Count; i++)
            for (var j = 0; j < i; j++)
                if (Of(distinct[i], distinct[j]) is { } block) blocks.Add(block);
        return [.. blocks];
    }
}
