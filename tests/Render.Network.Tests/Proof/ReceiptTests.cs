using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class ReceiptTests
{
    [Property]
    public bool Receipt_Encoded_RoundTrips(int seed, ulong rays, ulong invalid, uint build, ulong started)
    {
        var receipt = Samples.Receipt(Samples.Digest(seed)) with { Rays = rays, Invalid = invalid, EngineBuild = build, StartedUnixMs = started };
        return Receipt.TryDecode(receipt.ToArray(), out var read) && read == receipt && read.Digest == receipt.Digest;
    }

    [Fact]
    public void Receipt_EveryByte_ChangesItsDigestOrItsTag()
    {
        var bytes = Samples.Receipt(Samples.Digest("node")).ToArray();
        Assert.Equal(Receipt.Size, bytes.Length);
        var digests = new HashSet<Digest> { Digest.Of(bytes) };
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var read = Receipt.TryDecode(bytes, out var receipt);
            Assert.Equal(i >= DomainTags.Size, read);
            if (read) Assert.True(receipt!.ToArray().AsSpan().SequenceEqual(bytes) && digests.Add(receipt.Digest));
            bytes[i] ^= 1;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Receipt.Size - 1)]
    [InlineData(Receipt.Size + 1)]
    public void TryDecode_WrongLength_IsFalse(int length)
    {
        var bytes = new byte[length];
        DomainTags.Receipt[..Math.Min(16, length)].CopyTo(bytes);
        Assert.False(Receipt.TryDecode(bytes, out _));
    }

    [Fact]
    public void SignedReceipt_ByItsNode_Verifies()
    {
        using var key = Samples.Key("a node");
        var signed = SignedReceipt.Sign(key, Samples.Receipt(Samples.KeyDigest(key)));
        Assert.Equal(SignatureCheck.Valid, signed.Verify(key.ExportSubjectPublicKeyInfo()));
        Assert.Equal(SignatureCheck.Mismatch, (signed with { Receipt = signed.Receipt with { Rays = 1 } }).Verify(key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void SignedReceipt_ByAnotherNode_IsRefused()
    {
        using var key = Samples.Key("a node");
        using var other = Samples.Key("another node");
        var signed = SignedReceipt.Sign(other, Samples.Receipt(Samples.KeyDigest(key)));
        Assert.Equal(SignatureCheck.Mismatch, signed.Verify(key.ExportSubjectPublicKeyInfo()));
        Assert.Equal(SignatureCheck.BadKey, signed.Verify(other.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void Equivocation_TwoReceiptsForOneLease_Convicts()
    {
        using var key = Samples.Key("a node");
        using var node = Samples.Public(key);
        var first = Samples.Receipt(node.Digest);
        SignedReceipt Signed(Receipt receipt) => SignedReceipt.Sign(key, receipt);
        Assert.True(new Equivocation(Signed(first), Signed(first with { Root = Samples.Digest("other") })).Proves(node));
        Assert.False(new Equivocation(Signed(first), Signed(first)).Proves(node));
        Assert.False(new Equivocation(Signed(first), Signed(first with { Root = Samples.Digest("other"), Lease = Samples.Lease("other") })).Proves(node));
        Assert.False(new Equivocation(Signed(first), Signed(first with { Rays = 1 }) with { Signature = new byte[64] }).Proves(node));
    }

    [Fact]
    public void ReplicaCommitment_OtherRootNodeLeaseOrSalt_DoesNotOpen()
    {
        var receipt = Samples.Receipt(Samples.Digest("node"));
        var salt = Samples.Digest("salt");
        var commitment = ReplicaCommitment.Of(receipt.Root, receipt.Node, receipt.Lease, salt);
        Assert.True(ReplicaCommitment.Opens(commitment, receipt, salt));
        Assert.False(ReplicaCommitment.Opens(commitment, receipt with { Root = salt }, salt));
        Assert.False(ReplicaCommitment.Opens(commitment, receipt with { Node = salt }, salt));
        Assert.False(ReplicaCommitment.Opens(commitment, receipt with { Lease = Samples.Lease("other") }, salt));
        Assert.False(ReplicaCommitment.Opens(commitment, receipt, Samples.Digest("other")));
    }
}
