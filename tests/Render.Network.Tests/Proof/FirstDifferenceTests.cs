using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class FirstDifferenceTests
{
    [Property(MaxTest = 200)]
    public bool Walk_TreesThatDifferFromABlockOn_FindsItAndProvesIt(byte size, byte at, byte further)
    {
        var blocks = 1 + size % 70;
        var first = at % blocks;
        var left = Leaves(blocks);
        var right = Leaves(blocks);
        right[first] = right[first] with { Rays = right[first].Rays + 1 };
        var later = first + further % (blocks - first);
        if (later > first) right[later] = Samples.MerkleSum("other", 7, 0);
        var (a, b) = (MerkleSumTree.Build(left), MerkleSumTree.Build(right));
        var found = FirstDifference.Of(a, b)!;
        return found.Block == first && found.Left == left[first] && found.Right == right[first] && found.Proves(a.Root, b.Root, blocks);
    }

    [Property(MaxTest = 100)]
    public bool Proof_OfALaterDifference_IsRefused(byte size, byte at)
    {
        var blocks = 2 + size % 60;
        var first = at % (blocks - 1);
        var right = Leaves(blocks);
        right[first] = Samples.MerkleSum("first", 1, 0);
        right[blocks - 1] = Samples.MerkleSum("last", 1, 0);
        var (a, b) = (MerkleSumTree.Build(Leaves(blocks)), MerkleSumTree.Build(right));
        var last = blocks - 1;
        var later = new FirstDifference(last, a.Leaf(last), b.Leaf(last), a.PathTo(last), b.PathTo(last));
        return !later.Proves(a.Root, b.Root, blocks);
    }

    [Fact]
    public void Walk_SameTrees_FindsNothing() => Assert.Null(FirstDifference.Of(MerkleSumTree.Build(Leaves(9)), MerkleSumTree.Build(Leaves(9))));

    [Fact]
    public void Walk_TreesOverDifferentBlocks_Throws() =>
        Assert.Throws<ArgumentException>(() => FirstDifference.Of(MerkleSumTree.Build(Leaves(8)), MerkleSumTree.Build(Leaves(9))));

    [Fact]
    public void Proof_AgainstAnotherRoot_IsRefused()
    {
        var right = Leaves(12);
        right[5] = Samples.MerkleSum("x", 1, 0);
        var (a, b) = (MerkleSumTree.Build(Leaves(12)), MerkleSumTree.Build(right));
        var found = FirstDifference.Of(a, b)!;
        Assert.False(found.Proves(a.Root, a.Root, 12));
        Assert.False(found.Proves(a.Root, b.Root, 13));
        Assert.False((found with { Right = found.Left }).Proves(a.Root, b.Root, 12));
    }

    private static MerkleSum[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)(i * 3), (ulong)(i % 2)))];
}
