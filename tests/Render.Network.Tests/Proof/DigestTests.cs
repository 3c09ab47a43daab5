using FsCheck.Xunit;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class DigestTests
{
    [Property]
    public bool Digest_TextAndBytes_RoundTrip(byte[] data)
    {
        var digest = Digest.Of(data);
        return Digest.Parse(digest.ToString()) == digest && new Digest(digest.ToArray()) == digest;
    }

    [Property]
    public bool Digest_Order_IsThatOfItsText(int left, int right)
    {
        var (a, b) = (Samples.Digest(left), Samples.Digest(right));
        return Math.Sign(a.CompareTo(b)) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())) && (a < b) == (b > a);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void TryParse_NotLowerHexOf32Bytes_IsFalse(string text) => Assert.False(Digest.TryParse(text, out _));

    [Fact]
    public void OfText_LongText_IsTheHashOfItsUtf8()
    {
        var text = new string('é', 1_000);
        Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)), Digest.OfText(text));
    }
}
