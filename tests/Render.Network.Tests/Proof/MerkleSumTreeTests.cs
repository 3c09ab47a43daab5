using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class MerkleSumTreeTests
{
    [Property(MaxTest = 60)]
    public bool Path_OfEveryLeaf_ProvesItAndNoOther(byte size)
    {
        var leaves = Leaves(1 + size % 70);
        var tree = MerkleSumTree.Build(leaves);
        for (var i = 0; i < leaves.Length; i++)
        {
            var path = tree.PathTo(i);
            if (!path.Proves(leaves[i], tree.Root) || path.Proves(leaves[i] with { Rays = leaves[i].Rays + 1 }, tree.Root)) return false;
            if (leaves.Length > 1 && path.Proves(leaves[(i + 1) % leaves.Length], tree.Root)) return false;
        }

        return tree.Root.Rays == leaves.Aggregate(0UL, (sum, leaf) => sum + leaf.Rays);
    }

    [Property(MaxTest = 40)]
    public bool Path_AnyByteFlipped_ProvesNothing(byte size, ushort at)
    {
        var leaves = Leaves(2 + size % 40);
        var tree = MerkleSumTree.Build(leaves);
        var index = at % leaves.Length;
        var encoded = tree.PathTo(index).ToArray();
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] ^= 0x10;
            if (MerklePath.TryDecode(encoded, out var path) && path.Proves(leaves[index], tree.Root) && path.Leaves == leaves.Length) return false;
            encoded[i] ^= 0x10;
        }

        return true;
    }

    [Property]
    public bool Path_Encoded_RoundTrips(byte size)
    {
        var path = MerkleSumTree.Build(Leaves(1 + size)).PathTo(size / 2);
        return MerklePath.TryDecode(path.ToArray(), out var read) && read.ToArray().SequenceEqual(path.ToArray());
    }

    [Fact]
    public void Root_SumsMovedBetweenChildren_Differs()
    {
        var (a, b) = (Samples.MerkleSum("a", 10, 0), Samples.MerkleSum("b", 20, 0));
        var root = MerkleSum.Combine(a, b);
        var moved = MerkleSum.Combine(a with { Rays = 11 }, b with { Rays = 19 });
        Assert.Equal(root.Rays, moved.Rays);
        Assert.NotEqual(root.Hash, moved.Hash);
    }

    [Fact]
    public void Path_SiblingTooManyOrFew_ProvesNothing()
    {
        var leaves = Leaves(5);
        var tree = MerkleSumTree.Build(leaves);
        var path = tree.PathTo(1);
        Assert.False((path with { Siblings = [.. path.Siblings, leaves[0]] }).Proves(leaves[1], tree.Root));
        Assert.False((path with { Siblings = [.. path.Siblings.Skip(1)] }).Proves(leaves[1], tree.Root));
    }

    [Fact]
    public void Build_SumsThatOverflow_Throws() =>
        Assert.Throws<OverflowException>(() => MerkleSumTree.Build([Samples.MerkleSum("a", ulong.MaxValue, 0), Samples.MerkleSum("b", 1, 0)]));

    [Fact]
    public void Path_SumsThatOverflow_ProvesNothing()
    {
        var path = new MerklePath(0, 2, [Samples.MerkleSum("b", ulong.MaxValue, 0)]);
        Assert.False(path.Proves(Samples.MerkleSum("a", 1, 0), Samples.MerkleSum("root", 0, 0)));
    }

    [Fact]
    public void TryDecode_TooManySiblings_IsFalse() => Assert.False(MerklePath.TryDecode(new byte[8 + 48 * 40], out _));

    private static MerkleSum[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)(i + 1), (ulong)(i % 2)))];
}
