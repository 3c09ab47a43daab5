using System.Text.Json;
using Render.Network.Messages;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Work;

public sealed class WireTests
{
    [Fact]
    public void WorkAssigned_ThroughJson_KeepsEveryDigest()
    {
        var work = Assignments.Audit(0, 1, 2);
        var read = JsonSerializer.Deserialize<WorkAssigned>(JsonSerializer.SerializeToUtf8Bytes(new WorkAssigned([work]), WireJson.Options), WireJson.Options)!.Assignments[0];
        Assert.Equal(work.Settings.ToDigest(), read.Settings.ToDigest());
        Assert.Equal(work.Task with { Files = read.Task.Files }, read.Task);
        Assert.Equal(work.Lease, read.Lease);
        Assert.Equal(work.Blocks, read.Blocks);
        Assert.Equal(work.Files, read.Files);
    }

    [Fact]
    public void Members_ThatMayBeNull_MayBeLeftOut()
    {
        var audit = new AuditView(0, null, [1], "Drawn", null, 7);
        var text = JsonSerializer.Serialize(audit, WireJson.Options);
        Assert.DoesNotContain("auditor", text, StringComparison.Ordinal);
        Assert.Null(JsonSerializer.Deserialize<AuditView>(text, WireJson.Options)!.Auditor);
    }

    [Theory]
    [InlineData("{\"max\":1}")]
    [InlineData("{\"max\":1,\"waitSeconds\":null}")]
    [InlineData("{\"max\":\"1\",\"waitSeconds\":1}")]
    [InlineData("[]")]
    public void Members_ThatMustBeThere_Must(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ClaimWork>(text, WireJson.Options));

    [Fact]
    public void Members_Unknown_AreIgnored() =>
        Assert.Equal(3, JsonSerializer.Deserialize<ClaimWork>("{\"max\":3,\"news\":{},\"waitSeconds\":1}", WireJson.Options)!.Max);

    [Fact]
    public void NetworkEvent_ThroughJson_KeepsItsTypeAndTime()
    {
        NetworkEvent happened = new FrameFinished(Network.Jobs.JobId.Parse("job-1"), 3) { Sequence = 9, Time = DateTimeOffset.UnixEpoch };
        var text = JsonSerializer.Serialize(happened, WireJson.Options);
        Assert.Contains("\"type\":\"frame\"", text, StringComparison.Ordinal);
        Assert.Equal(happened, JsonSerializer.Deserialize<NetworkEvent>(text, WireJson.Options));
    }
}
