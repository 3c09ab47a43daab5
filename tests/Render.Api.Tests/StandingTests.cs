using System.Net;
using Render.Api.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Tests;

public sealed class StandingTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly TaskId Disputed = new(JobId.Parse("job-1"), 3, new PixelRegion(0, 0, 16, 8), new SampleRange(0, 4));

    [Fact]
    public async Task Explanation_OfANode_TravelsWhole()
    {
        var explained = await host.Admin.Get<NodeExplanation>($"/v1/nodes/{host.Identity.Id}/explanation", default);
        Assert.Equal((host.Identity.Id, "Gets paid work."), (explained.Id, explained.Standing));
        Assert.Equal(16, explained.Score.Tiers.Single(tier => tier.Tier == Tier.Trusted).Missing);
    }

    [Fact]
    public async Task DeviceClass_TakenBack_GivesTheHostsWord()
    {
        Assert.Equal(1090u, Assert.Single(await host.Admin.Get<IReadOnlyList<DeviceClassView>>("/v1/engines", default)).DeviceClass);
        var taken = await host.Admin.Post<ReadmitDeviceClass, DeviceClassView>("/v1/engines/1080/readmit", new ReadmitDeviceClass("understood"));
        Assert.Equal(1080u, taken.DeviceClass);
        Assert.Contains(new ReadmitDeviceClass("understood"), host.Desk.Asked);
        var wrong = await host.ProblemOf(host.AsAdmin(HttpMethod.Post, "/v1/engines/many/readmit", "{\"reason\":\"x\"}"));
        Assert.Equal("deviceClass", wrong.Errors![0].Field);
    }

    [Fact]
    public async Task Creators_AreListedWithTheirCounts() =>
        Assert.Equal(4, Assert.Single(await host.Admin.Get<IReadOnlyList<CreatorView>>("/v1/creators", default)).Counts.Single().Value);

    [Fact]
    public async Task Dispute_ClaimOfTheTasksLength_Arrives()
    {
        var length = new ResultHeader(Disputed.Region, Disputed.Frame, Disputed.Samples).FileLength;
        using var claim = new MemoryStream(new byte[length]);
        var opened = await host.Admin.Dispute(Disputed.Job, Disputed.Key, claim);
        Assert.Equal(Disputed, opened.Task);
        Assert.Contains((Disputed, (long)length), host.Desk.Asked);
        Assert.Empty(await host.Admin.Get<IReadOnlyList<DisputeView>>("/v1/disputes", default));
    }

    [Fact]
    public async Task Dispute_ClaimTooLong_IsRefused()
    {
        using var request = host.AsAdmin(HttpMethod.Post, $"/v1/jobs/{Disputed.Job}/tasks/{Disputed.Key}/dispute");
        request.Content = new ByteArrayContent(new byte[100_000]);
        Assert.Equal(413, (await host.ProblemOf(request)).Status);
    }

    [Fact]
    public async Task Vote_Signed_Arrives()
    {
        var lease = new LeaseId(new byte[16]);
        Assert.Equal(lease, (await host.Node.Submit(new CommitVote(Disputed, lease, Digest.OfText("commitment")), default)).LeaseId);
        Assert.Equal(lease, (await host.Node.Submit(new RevealVote(Disputed, lease, [1], [2], default), default)).LeaseId);
        using var unsigned = new HttpRequestMessage(HttpMethod.Post, "/v1/votes/commit") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        using var answer = await host.Http.SendAsync(unsigned);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
