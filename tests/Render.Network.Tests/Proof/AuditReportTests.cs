using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class AuditReportTests
{
    [Property]
    public bool AuditReport_Encoded_RoundTrips(int seed, byte count, uint rays)
    {
        var report = Samples.AuditReport(Samples.Digest(seed)) with
        {
            Blocks = [.. Enumerable.Range(0, count).Select(i => new AuditedBlock(3 * i, Samples.MerkleSum($"{seed} {i}", rays, 1)))],
        };
        return AuditReport.TryDecode(report.ToArray(), out var read) && read.ToArray().SequenceEqual(report.ToArray())
            && read.Blocks.SequenceEqual(report.Blocks) && read.Digest == report.Digest && read.Rays == rays * (ulong)count;
    }

    [Fact]
    public void TryDecode_AnyLengthButItsOwn_IsFalse()
    {
        var bytes = Samples.AuditReport(Samples.Digest("auditor")).ToArray();
        for (var length = 0; length < bytes.Length; length++) Assert.False(AuditReport.TryDecode(bytes.AsSpan(0, length), out _));
        Assert.False(AuditReport.TryDecode([.. bytes, 0], out _));
    }

    [Fact]
    public void TryDecode_BlocksTwiceOrDescendingOrOverflowing_IsFalse()
    {
        var report = Samples.AuditReport(Samples.Digest("auditor"));
        bool Reads(params AuditedBlock[] blocks) => AuditReport.TryDecode((report with { Blocks = blocks }).ToArray(), out _);
        var (a, b) = (new AuditedBlock(1, Samples.MerkleSum("a", ulong.MaxValue, 0)), new AuditedBlock(2, Samples.MerkleSum("b", 1, 0)));
        Assert.True(Reads(a));
        Assert.False(Reads(b, b));
        Assert.False(Reads(b, a));
        Assert.False(Reads(a, b));
    }

    [Fact]
    public void SignedAuditReport_EveryByteFlipped_IsRefused()
    {
        using var key = Samples.Key("an auditor");
        using var auditor = Samples.Public(key);
        var signed = SignedAuditReport.Sign(key, Samples.AuditReport(auditor.Digest));
        Assert.Equal(SignatureCheck.Valid, signed.Verify(auditor));
        var bytes = signed.Report.ToArray();
        for (var i = 0; i < bytes.Length; i += 3)
        {
            bytes[i] ^= 0x40;
            Assert.False(AuditReport.TryDecode(bytes, out var report) && (signed with { Report = report }).Verify(auditor) == SignatureCheck.Valid);
            bytes[i] ^= 0x40;
        }
    }
}
