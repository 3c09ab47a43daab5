using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class BeaconTests
{
    [Property(MaxTest = 60)]
    public bool Reveals_InAnyLength_FollowEachOtherFromTheAnchor(int seed, ushort size)
    {
        var beacon = new BeaconGenerator(Samples.Digest(seed), 1 + size % 300);
        var previous = beacon.Anchor;
        for (var i = 1; i <= beacon.Length; i++)
        {
            var element = beacon.Reveal(i);
            if (!BeaconChain.Follows(previous, element) || !BeaconChain.IsReveal(beacon.Anchor, i, element)) return false;
            previous = element;
        }

        return previous == Samples.Digest(seed);
    }

    [Fact]
    public void Reveal_OutOfOrder_IsTheSame()
    {
        var beacon = new BeaconGenerator(Samples.Digest("seed"), 100);
        var inOrder = Enumerable.Range(1, 100).Select(beacon.Reveal).ToArray();
        foreach (var i in new[] { 100, 1, 50, 49, 51, 1 }) Assert.Equal(inOrder[i - 1], beacon.Reveal(i));
    }

    [Fact]
    public void Generator_LongestChain_RevealsItsFirstAndLast()
    {
        var beacon = new BeaconGenerator(Samples.Digest("seed"), BeaconChain.MaxLength);
        Assert.True(BeaconChain.Follows(beacon.Anchor, beacon.Reveal(1)));
        Assert.Equal(Samples.Digest("seed"), beacon.Reveal(BeaconChain.MaxLength));
        Assert.Throws<ArgumentOutOfRangeException>(() => beacon.Reveal(BeaconChain.MaxLength + 1));
    }

    [Fact]
    public void IsReveal_WrongIndexOrElement_IsFalse()
    {
        var beacon = new BeaconGenerator(Samples.Digest("seed"), 10);
        Assert.False(BeaconChain.IsReveal(beacon.Anchor, 3, beacon.Reveal(4)));
        Assert.False(BeaconChain.IsReveal(beacon.Anchor, 3, Samples.Digest("forged")));
        Assert.False(BeaconChain.IsReveal(beacon.Anchor, -1, beacon.Anchor));
    }
}
