using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class CommitmentStatementTests
{
    private static readonly CommitmentStatement Statement = new(
        Samples.Digest("network"), Samples.Digest("task"), Samples.Lease("lease"), Samples.Digest("node"), Samples.Digest("commitment"));

    [Fact]
    public void Statement_Encoded_RoundTrips()
    {
        Assert.Equal(CommitmentStatement.Size, Statement.ToArray().Length);
        Assert.True(CommitmentStatement.TryDecode(Statement.ToArray(), out var read));
        Assert.Equal(Statement, read);
    }

    [Fact]
    public void Statement_OfAnotherLengthOrTag_IsNone()
    {
        var bytes = Statement.ToArray();
        Assert.False(CommitmentStatement.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(CommitmentStatement.TryDecode([.. bytes, 0], out _));
        bytes[0] ^= 1;
        Assert.False(CommitmentStatement.TryDecode(bytes, out _));
    }
}
