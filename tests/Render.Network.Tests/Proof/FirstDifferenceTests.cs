using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class FirstDifferenceTests
{
    [Property]
    public bool Of_AnyTwoTrees_IsTheFirstLeafThatDiffers(byte size, uint[] changed)
    {
        var leaves = Leaves(1 + size % 70);
        var other = leaves.ToArray();
        foreach (var at in changed) other[at % other.Length] = other[at % other.Length] with { Rays = other[at % other.Length].Rays + 1 };
        int? expected = Enumerable.Range(0, leaves.Length).Where(i => leaves[i] != other[i]).Select(i => (int?)i).FirstOrDefault();
        var (left, right) = (MerkleSumTree.Build(leaves), MerkleSumTree.Build(other));
        return FirstDifference.Of(left, right) == expected && FirstDifference.Of(right, left) == expected;
    }

    [Fact]
    public void Of_OnlyAHashDiffers_FindsIt()
    {
        var leaves = Leaves(5);
        var other = leaves.ToArray();
        other[4] = other[4] with { Hash = Samples.Digest("another") };
        Assert.Equal(4, FirstDifference.Of(MerkleSumTree.Build(leaves), MerkleSumTree.Build(other)));
    }

    [Fact]
    public void Of_TreesOfDifferentTasks_IsRefused() =>
        Assert.Throws<ArgumentException>(() => FirstDifference.Of(MerkleSumTree.Build(Leaves(2)), MerkleSumTree.Build(Leaves(3))));

    [Property(MaxTest = 50)]
    public bool Among_AnyTrees_NoTwoThatDifferAgreeOnAllOfThem(byte size, byte[] changed)
    {
        var leaves = Leaves(1 + size % 20);
        var trees = changed.Take(6).Select(at =>
        {
            var other = leaves.ToArray();
            other[at % other.Length] = Samples.MerkleSum($"forged {at % 3}", 1, 0);
            return MerkleSumTree.Build(other);
        }).ToList();
        var blocks = FirstDifference.Among(trees);
        return trees.All(one => trees.All(other => one.Root == other.Root || blocks.Any(block => one.Leaf(block) != other.Leaf(block))));
    }

    private static MerkleSum[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)i, (ulong)(i % 2)))];
}
