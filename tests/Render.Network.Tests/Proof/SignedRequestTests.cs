using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class SignedRequestTests
{
    private const ulong Now = 1_700_000_000_000;

    [Theory]
    [InlineData(0, RequestCheck.Valid)]
    [InlineData(300_000, RequestCheck.Valid)]
    [InlineData(-300_000, RequestCheck.Valid)]
    [InlineData(300_001, RequestCheck.OutsideWindow)]
    [InlineData(-300_001, RequestCheck.OutsideWindow)]
    public void Verify_ClockApart_IsGoodForFiveMinutes(long apart, RequestCheck expected)
    {
        using var key = Samples.Key("a node");
        using var node = Samples.Public(key);
        var request = Request(node.Digest);
        Assert.Equal(expected, request.Verify(node, request.Sign(key), (ulong)((long)Now + apart)));
    }

    [Fact]
    public void Verify_AnyPartChanged_IsRefused()
    {
        using var key = Samples.Key("a node");
        using var node = Samples.Public(key);
        using var other = Samples.Public(Samples.Key("another node"));
        var request = Request(node.Digest);
        var signature = request.Sign(key);
        Assert.Equal(RequestCheck.BadSignature, (request with { Method = "PUT" }).Verify(node, signature, Now));
        Assert.Equal(RequestCheck.BadSignature, (request with { Target = "/v1/leases?wait=2" }).Verify(node, signature, Now));
        Assert.Equal(RequestCheck.BadSignature, (request with { Body = Samples.Digest("other") }).Verify(node, signature, Now));
        Assert.Equal(RequestCheck.BadSignature, (request with { TimeUnixMs = Now + 1 }).Verify(node, signature, Now));
        Assert.Equal(RequestCheck.BadSignature, request.Verify(other, signature, Now));
        Assert.Equal(RequestCheck.Malformed, (request with { Target = new string('x', 9_000) }).Verify(node, signature, Now));
        Assert.Equal(RequestCheck.Malformed, (request with { Method = "" }).Verify(node, signature, Now));
    }

    [Fact]
    public void ToArray_TextMovedBetweenMethodAndTarget_Differs()
    {
        var request = Request(Samples.Digest("node"));
        Assert.NotEqual((request with { Method = "POST/", Target = "v1" }).ToArray(), (request with { Method = "POST", Target = "/v1" }).ToArray());
    }

    private static SignedRequest Request(Digest node) => new(node, Now, Digest.Of([]), "POST", "/v1/leases?wait=1");
}
