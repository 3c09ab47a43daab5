namespace Render.Network.Proof;

/// <summary>
/// The first block on which two results of one task differ, with what proves it: all before it are the same, since every subtree to the left of
/// the two paths has the same hash. Found in log n steps, by looking only at the children of nodes that differ.
/// </summary>
/// <param name="Block">The block's number.</param>
/// <param name="Left">The leaf in the first tree.</param>
/// <param name="Right">The leaf in the second tree.</param>
/// <param name="LeftPath">From the leaf to the first tree's root.</param>
/// <param name="RightPath">From the leaf to the second tree's root.</param>
public sealed record FirstDifference(int Block, MerkleSum Left, MerkleSum Right, MerklePath LeftPath, MerklePath RightPath)
{
    /// <summary>Walks two trees from their roots to the first leaf on which they differ.</summary>
    /// <returns>The difference; null where the trees are the same.</returns>
    /// <exception cref="ArgumentException">The trees are not over the same number of blocks.</exception>
    public static FirstDifference? Of(MerkleSumTree left, MerkleSumTree right)
    {
        if (left.Leaves != right.Leaves) throw new ArgumentException("The trees are over different blocks.", nameof(right));
        if (left.Root == right.Root) return null;
        var at = 0;
        for (var level = left.Height; level > 0; level--)
        {
            at *= 2;
            if (left.At(level - 1, at) == right.At(level - 1, at)) at++;
        }

        return new FirstDifference(at, left.Leaf(at), right.Leaf(at), left.PathTo(at), right.PathTo(at));
    }

    /// <summary>
    /// Whether this is the first difference of two trees with these roots over <paramref name="blocks"/> blocks: both leaves stand at the block,
    /// they differ, and all siblings to the left are the same in both.
    /// </summary>
    public bool Proves(in MerkleSum left, in MerkleSum right, int blocks)
    {
        if (Left == Right || !Stands(LeftPath, Left, left, blocks) || !Stands(RightPath, Right, right, blocks)) return false;
        var sibling = 0;
        for (var (at, width) = (Block, blocks); width > 1; at /= 2, width = width / 2 + width % 2)
        {
            if ((at ^ 1) >= width) continue;
            if (at % 2 == 1 && LeftPath.Siblings[sibling] != RightPath.Siblings[sibling]) return false;
            sibling++;
        }

        return true;
    }

    private bool Stands(MerklePath path, in MerkleSum leaf, in MerkleSum root, int blocks) =>
        path.Index == Block && path.Leaves == blocks && path.Proves(leaf, root);
}
