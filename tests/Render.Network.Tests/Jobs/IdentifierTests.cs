using System.Text.Json;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class IdentifierTests
{
    [Theory]
    [InlineData("job-1")]
    [InlineData("job-0f3a")]
    public void JobId_CanonicalText_RoundTrips(string text) => Assert.Equal(text, JobId.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("job-")]
    [InlineData("job-A")]
    [InlineData("job-1/2")]
    [InlineData("job-1 ")]
    [InlineData("op-1")]
    public void JobId_OtherText_IsRefused(string? text)
    {
        Assert.False(JobId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void JobId_Entropy_IsItsHexadecimal() =>
        Assert.Equal("job-000102030405060708090a0b0c0d0e0f", JobId.FromEntropy([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]).Value);

    [Fact]
    public void NodeId_PublicKey_IsTheFirstTenBytesOfItsDigest() =>
        Assert.Equal("node-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("key"u8))[..20], NodeId.FromPublicKey("key"u8).Value);

    [Theory]
    [InlineData("node-0123456789")]
    [InlineData("node-0123456789abcdef012g")]
    [InlineData("node-0123456789ABCDEF0123")]
    public void NodeId_NotTwentyHexadecimalDigits_IsRefused(string text) => Assert.Throws<FormatException>(() => NodeId.Parse(text));

    [Fact]
    public void LeaseId_Bytes_RoundTripThroughText()
    {
        byte[] bytes = [255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

        var id = new LeaseId(bytes);

        Assert.Equal("ff0102030405060708090a0b0c0d0e0f", id.ToString());
        Assert.Equal(bytes, LeaseId.Parse(id.ToString()).ToArray());
    }

    [Theory]
    [InlineData("ff0102030405060708090a0b0c0d0e")]
    [InlineData("FF0102030405060708090A0B0C0D0E0F")]
    public void LeaseId_OtherText_IsRefused(string text) => Assert.False(LeaseId.TryParse(text, out _));

    [Fact]
    public void Identifiers_InJson_AreTextAsValueAndAsName()
    {
        var jobs = new Dictionary<JobId, OperatorId> { [JobId.Parse("job-1")] = OperatorId.Parse("op-x") };

        var json = JsonSerializer.Serialize(jobs);

        Assert.Equal("""{"job-1":"op-x"}""", json);
        Assert.Equal(jobs, JsonSerializer.Deserialize<Dictionary<JobId, OperatorId>>(json));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"job_1\"")]
    public void Identifiers_WrongJson_IsRefused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JobId>(json));
}
