using FsCheck.Xunit;
using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Network.Tests.Chunks;

public sealed class PeerGrantTests : IDisposable
{
    private readonly System.Security.Cryptography.ECDsa key = Samples.Key("coordinator");
    private readonly PeerGrant grant = new(Samples.Digest("network"), Samples.Digest("holder"), Samples.Digest("reader"), Samples.Digest("file"), 1_000);

    public void Dispose() => key.Dispose();

    [Fact]
    public void Grant_Signed_IsOpened()
    {
        using var coordinator = Samples.Public(key);
        Assert.Equal(grant, PeerGrant.Open(Signed(), coordinator));
    }

    [Property(MaxTest = 100)]
    public void Grant_WithAnyByteChanged_IsNone(int at, byte by)
    {
        using var coordinator = Samples.Public(key);
        var bytes = Signed();
        bytes[(int)((uint)at % bytes.Length)] ^= by;
        Assert.Equal(by == 0, PeerGrant.Open(bytes, coordinator) is not null);
    }

    [Fact]
    public void Grant_OfAnotherCoordinator_IsNone()
    {
        using var other = Samples.Key("another");
        using var coordinator = Samples.Public(other);
        Assert.Null(PeerGrant.Open(Signed(), coordinator));
    }

    [Fact]
    public void Grant_ForAnythingElse_DoesNotAllow()
    {
        var (network, holder, reader, file) = (grant.Network, grant.Holder, grant.Reader, grant.File);
        var other = Samples.Digest("other");
        Assert.True(grant.Allows(network, holder, reader, file, 999));
        Assert.False(grant.Allows(network, holder, reader, file, 1_000));
        Assert.False(grant.Allows(other, holder, reader, file, 999));
        Assert.False(grant.Allows(network, other, reader, file, 999));
        Assert.False(grant.Allows(network, holder, other, file, 999));
        Assert.False(grant.Allows(network, holder, reader, other, 999));
    }

    [Fact]
    public void Peers_OfManyReaders_AreSpreadAndStayTheSame()
    {
        Digest[] holders = [.. Enumerable.Range(0, 20).Select(i => Samples.Digest($"holder {i}"))];
        var counts = holders.ToDictionary(holder => holder, _ => 0);
        for (var i = 0; i < 1_000; i++)
        {
            var chosen = PeerChoice.For(Samples.Digest($"reader {i}"), Samples.Digest("file"), holders);
            Assert.Equal(chosen, PeerChoice.For(Samples.Digest($"reader {i}"), Samples.Digest("file"), holders.Reverse()));
            Assert.Equal(PeerChoice.Most, chosen.Distinct().Count());
            foreach (var holder in chosen)
                counts[holder]++;
        }

        // 200 expected each; five standard deviations are 63.
        Assert.All(counts.Values, count => Assert.InRange(count, 137, 263));
    }

    [Fact]
    public void Peers_OfAHolder_AreOthers() =>
        Assert.Equal([Samples.Digest("b")], PeerChoice.For(Samples.Digest("a"), Samples.Digest("file"), [Samples.Digest("a"), Samples.Digest("b"), Samples.Digest("b")]));

    private byte[] Signed() => [.. grant.ToArray(), .. NodeSignature.Sign(key, grant.ToArray())];
}
