using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public class PlaceStatementTests
{
    private static readonly PlaceStatement Statement = new(Samples.Digest("network"), Samples.Digest("attestor"), Samples.Digest("node"), "eu-west", "IE", 1_000, 2_000);

    [Theory]
    [InlineData("eu-west", "IE")]
    [InlineData("", "IE")]
    [InlineData("eu-west", "")]
    [InlineData("a234567890123456789012345678901z", "IE")]
    public void TryDecode_Encoded_IsTheSame(string region, string jurisdiction)
    {
        var statement = Statement with { Region = region, Jurisdiction = jurisdiction };

        Assert.True(PlaceStatement.TryDecode(Signed(statement), out var read));

        Assert.Equal(statement, read);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("EU", "IE")]
    [InlineData("eu west", "IE")]
    [InlineData("eu-west", "ie")]
    [InlineData("eu-west", "I")]
    public void TryDecode_NamesThatAreNone_AreRefused(string region, string jurisdiction) =>
        Assert.False(PlaceStatement.TryDecode(Signed(Statement with { Region = region, Jurisdiction = jurisdiction }), out _));

    [Fact]
    public void TryDecode_EndsBeforeItBegins_IsRefused() => Assert.False(PlaceStatement.TryDecode(Signed(Statement with { ExpiresUnixMs = 1_000 }), out _));

    [Fact]
    public void TryDecode_OtherLengthOrTag_IsRefused()
    {
        var bytes = Signed(Statement);
        Assert.False(PlaceStatement.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(PlaceStatement.TryDecode([.. bytes, 0], out _));
        bytes[0] ^= 1;
        Assert.False(PlaceStatement.TryDecode(bytes, out _));
    }

    [Fact]
    public void TryDecode_BytesBehindTheName_AreRefused()
    {
        // Zero within the padding, then a letter: two encodings of one name.
        var bytes = Signed(Statement);
        bytes[DomainTags.Size + (3 * Digest.Size) + 20] = (byte)'x';
        Assert.False(PlaceStatement.TryDecode(bytes, out _));
    }

    private static byte[] Signed(PlaceStatement statement) => [.. statement.ToArray(), .. new byte[NodeSignature.Size]];
}
