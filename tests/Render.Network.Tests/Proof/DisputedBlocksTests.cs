using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class DisputedBlocksTests
{
    [Property(MaxTest = 50)]
    public bool Of_AnyTrees_NoTwoThatDifferAgreeOnAllOfThem(byte size, byte[] changed)
    {
        MerkleSum[] leaves = [.. Enumerable.Range(0, 1 + size % 20).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)i, 0))];
        var trees = changed.Take(6).Select(at =>
        {
            var other = leaves.ToArray();
            other[at % other.Length] = Samples.MerkleSum($"forged {at % 3}", 1, 0);
            return MerkleSumTree.Build(other);
        }).ToList();
        var blocks = DisputedBlocks.Of(trees);
        return trees.TrueForAll(one => trees.TrueForAll(other => one.Root == other.Root || blocks.Any(block => one.Leaf(block) != other.Leaf(block))));
    }
}
