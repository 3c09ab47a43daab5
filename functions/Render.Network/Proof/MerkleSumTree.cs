namespace Render.Network.Proof;

/// <summary>
/// A Merkle tree whose nodes also carry the sums of rays and invalid samples below them, so the root proves the total. Levels pair from
/// the left; a node without a sibling moves up unchanged.
/// </summary>
public sealed class MerkleSumTree
{
    private readonly MerkleSum[][] _levels;

    private MerkleSumTree(MerkleSum[][] levels) => _levels = levels;

    /// <summary>The root: the commitment.</summary>
    public MerkleSum Root => _levels[^1][0];

    /// <summary>Number of leaves.</summary>
    public int Leaves => _levels[0].Length;

    /// <summary>Builds the tree.</summary>
    /// <exception cref="ArgumentException">There are no leaves.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static MerkleSumTree Build(ReadOnlySpan<MerkleSum> leaves)
    {
        if (leaves.IsEmpty) throw new ArgumentException("A commitment has at least one leaf.", nameof(leaves));
        var levels = new List<MerkleSum[]> { leaves.ToArray() };
        while (levels[^1].Length > 1)
        {
            var below = levels[^1];
            var level = new MerkleSum[(below.Length + 1) / 2];
            for (var i = 0; i < level.Length; i++)
                level[i] = 2 * i + 1 < below.Length ? MerkleSum.Combine(below[2 * i], below[2 * i + 1]) : below[2 * i];
            levels.Add(level);
        }

        return new MerkleSumTree([.. levels]);
    }

    /// <summary>Levels above the leaves; the root is the only node of the highest.</summary>
    internal int Height => _levels.Length - 1;

    /// <summary>The leaf of that number.</summary>
    public MerkleSum Leaf(int index) => _levels[0][index];

    /// <summary>The node of that number on a level, leaves being level 0.</summary>
    internal MerkleSum At(int level, int index) => _levels[level][index];

    /// <summary>What proves that a leaf is in the tree: its siblings on the way up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public MerklePath PathTo(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Leaves);
        var siblings = new List<MerkleSum>(_levels.Length);
        for (var (level, at) = (0, index); level < _levels.Length - 1; level++, at /= 2)
            if ((at ^ 1) < _levels[level].Length)
                siblings.Add(_levels[level][at ^ 1]);
        return new MerklePath(index, Leaves, siblings);
    }
}
