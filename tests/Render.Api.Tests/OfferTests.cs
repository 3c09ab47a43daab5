using Render.Api.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Api.Tests;

public sealed class OfferTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Offers_AskedByTheNode_ArriveSigned()
    {
        Assert.Equal(host.Identity.Id, (await host.Node.Offers(default)).Node);
        Assert.Contains((host.Identity.Id, (JobId?)null, WireLimits.OffersAtOnce, false), host.Desk.Asked);
    }

    [Fact]
    public async Task Offers_AskedByTheAdmin_ArePagedAndTellMisfits()
    {
        var page = await host.Admin.Get<OfferPage>($"/v1/nodes/{host.Identity.Id}/offers?max=7&after=job-3&misfits=1", default);
        Assert.Equal(JobId.Parse("job-3"), page.Next);
        Assert.Contains((host.Identity.Id, (JobId?)JobId.Parse("job-3"), 7, true), host.Desk.Asked);
    }

    [Theory]
    [InlineData("max=0", "max")]
    [InlineData("max=257", "max")]
    [InlineData("misfits=yes", "misfits")]
    [InlineData("after=no%20job", "job")]
    public async Task Offers_AskedWrongly_SayWhatIsWrong(string query, string field) =>
        Assert.Equal(field, (await host.ProblemOf(host.AsAdmin(HttpMethod.Get, $"/v1/nodes/{host.Identity.Id}/offers?{query}"))).Errors![0].Field);

    [Fact]
    public async Task Offers_AskedByNobody_AreNotTold()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/nodes/{host.Identity.Id}/offers");
        Assert.Equal(401, (await host.ProblemOf(request)).Status);
    }

    [Fact]
    public async Task Claim_OfAJobOrATask_ArrivesWithIt()
    {
        var task = new TaskId(JobId.Parse("job-1"), 3, new PixelRegion(0, 0, 16, 8), new SampleRange(0, 4));
        await host.Node.Claim(new ClaimWork(1, 0) { Job = task.Job }, default);
        await host.Node.Claim(new ClaimWork(1, 0) { Task = task }, default);
        Assert.Contains(new ClaimWork(1, 0) { Job = task.Job }, host.Desk.Asked);
        Assert.Contains(new ClaimWork(1, 0) { Task = task }, host.Desk.Asked);
    }
}
