using System.Net;
using System.Net.Http.Headers;
using Render.Api.Tests.Support;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Client;

namespace Render.Api.Tests;

public sealed class MessageTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private string ClaimPath => $"/v1/nodes/{host.Identity.Id}/claim";

    public void Dispose() => (host.Desk.Fault, host.Desk.Refusal, host.Desk.Storing) = (null, null, true);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"max\":1}")]
    [InlineData("{\"max\":\"x\",\"waitSeconds\":1}")]
    [InlineData("{\"max\":1e99,\"waitSeconds\":1}")]
    public async Task Json_Malformed_IsABadRequest(string body) =>
        Assert.Equal(("json-malformed", 400), Code(await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, body))));

    [Theory]
    [InlineData("{\"max\":0,\"waitSeconds\":0}", "max")]
    [InlineData("{\"max\":17,\"waitSeconds\":0}", "max")]
    [InlineData("{\"max\":1,\"waitSeconds\":-1}", "waitSeconds")]
    [InlineData("{\"max\":1,\"waitSeconds\":21}", "waitSeconds")]
    public async Task Claim_OutOfRange_NamesTheField(string body, string field) =>
        Assert.Equal(field, (await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, body))).Errors![0].Field);

    [Fact]
    public async Task Json_TooLarge_IsRefused() =>
        Assert.Equal(("body-too-large", 413), Code(await host.ProblemOf(host.AsAdmin(HttpMethod.Post, "/v1/quotes", new string(' ', WireLimits.JsonBytes + 1)))));

    [Fact]
    public async Task Body_OfAnotherType_IsRefused()
    {
        var request = host.AsAdmin(HttpMethod.Post, "/v1/jobs", "{}");
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        Assert.Equal(("content-type", 415), Code(await host.ProblemOf(request)));
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/jobs/job-1/nothing")]
    public async Task Path_Unknown_IsAProblem(string path) =>
        Assert.Equal(("path-unknown", 404), Code(await host.ProblemOf(host.AsAdmin(HttpMethod.Get, path))));

    [Theory]
    [InlineData("/v1/jobs/nojob", "job")]
    [InlineData("/v1/jobs/job-1/tasks/x", "task")]
    [InlineData("/v1/jobs/job-1/tasks?from=x", "task")]
    [InlineData("/v1/jobs/job-1/tasks?max=0", "max")]
    [InlineData("/v1/nodes/x", "node")]
    [InlineData("/v1/ledger?from=-1", "from")]
    [InlineData("/v1/ledger?max=1001", "max")]
    [InlineData("/v1/blobs/XYZ", "digest")]
    public async Task Value_Malformed_IsNamed(string path, string name) =>
        Assert.Equal(name, (await host.ProblemOf(host.AsAdmin(HttpMethod.Get, path))).Errors![0].Field);

    [Fact]
    public async Task Exception_OfTheDomain_IsItsProblem()
    {
        host.Desk.Fault = new InsufficientBalanceException("creator:a", 1, 2);
        Assert.Equal(("balance-too-low", 402), Code(await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/jobs"))));
        host.Desk.Fault = new IllegalTransitionException("job-1", "Settled", "Cancel");
        Assert.Equal(("state-illegal", 409), Code(await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/jobs"))));
    }

    [Fact]
    public async Task Exception_Unknown_TellsNothingButACorrelation()
    {
        host.Desk.Fault = new InvalidOperationException("secret detail");
        var problem = await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/jobs"));
        Assert.Equal(("internal-error", 500), Code(problem));
        Assert.NotNull(problem.TraceId);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RefusalKind.Invalid, 422)]
    [InlineData(RefusalKind.Unauthorized, 401)]
    [InlineData(RefusalKind.Forbidden, 403)]
    [InlineData(RefusalKind.NotFound, 404)]
    [InlineData(RefusalKind.Conflict, 409)]
    [InlineData(RefusalKind.PaymentRequired, 402)]
    [InlineData(RefusalKind.Unavailable, 503)]
    public async Task Refusal_OfEachKind_HasItsStatus(RefusalKind kind, int status)
    {
        host.Desk.Refusal = new Refusal(kind, "some-code", "detail", "fix", [new FieldError("f", "c", "d")]);
        var problem = await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/jobs/job-1"));
        Assert.Equal(("some-code", status), Code(problem));
        Assert.Equal("fix", problem.Fix);
        Assert.Equal("f", Assert.Single(problem.Errors!).Field);
    }

    [Fact]
    public async Task Submit_Job_IsAcceptedWithItsPlace()
    {
        using var answer = await host.Http.SendAsync(host.AsAdmin(HttpMethod.Post, "/v1/jobs", "{\"spec\":{},\"idempotencyKey\":\"k\",\"autoAccept\":true}"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("/v1/jobs/job-1", answer.Headers.Location?.ToString());
        Assert.Contains(host.Desk.Asked, asked => asked is SubmitJob { IdempotencyKey: "k", AutoAccept: true });
    }

    [Fact]
    public async Task Accept_WithoutBody_TakesTheLatestQuote()
    {
        using var answer = await host.Http.SendAsync(host.AsAdmin(HttpMethod.Post, "/v1/jobs/job-1/accept"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(new AcceptQuote(), host.Desk.Asked);
    }

    [Fact]
    public async Task Views_ThroughTheClient_ComeBackWhole()
    {
        var job = Assert.Single(await host.Admin.Get<IReadOnlyList<JobView>>("/v1/jobs"));
        Assert.Equal(JobState.Rendering, job.State);
        Assert.Equal(JobState.Settled, (await host.Admin.Get<JobReceipt>("/v1/jobs/job-1/receipt")).State);
        Assert.Equal(5, (await host.Admin.Get<IReadOnlyList<AccountView>>("/v1/ledger/accounts"))[0].Balance);
    }

    [Fact]
    public async Task Package_WithinTheBound_ArrivesWholeAndTellsProgress()
    {
        var content = new byte[9_000];
        var sent = new List<long>();
        var stored = await host.Admin.Upload("a.glb", new MemoryStream(content), new Sink(sent));
        Assert.Equal(Digest.Of(content), stored.Digest);
        Assert.Equal(9_000, sent[^1]);
    }

    [Fact]
    public async Task Package_TooLarge_IsRefusedWithOrWithoutALength()
    {
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Admin.Upload("a.glb", new MemoryStream(new byte[10_001])));
        Assert.Equal("body-too-large", refused.Code);
        var request = host.AsAdmin(HttpMethod.Post, "/v1/packages?name=a.glb");
        request.Content = new StreamContent(new MemoryStream(new byte[20_000]));
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(("body-too-large", 413), Code(await host.ProblemOf(request)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a%2Fb.glb")]
    [InlineData("a%5Cb.glb")]
    [InlineData("a%0Ab.glb")]
    public async Task Package_NameThatIsAPath_IsRefused(string name) =>
        Assert.Equal("name", (await host.ProblemOf(host.AsAdmin(HttpMethod.Post, $"/v1/packages?name={name}"))).Errors![0].Field);

    [Fact]
    public async Task Bundle_Refused_IsAProblemAndNotHalfAFile()
    {
        host.Desk.Refusal = new Refusal(RefusalKind.NotFound, RefusalCodes.JobUnknown, "no");
        Assert.Equal((RefusalCodes.JobUnknown, 404), Code(await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/jobs/job-1/bundle"))));
        host.Desk.Refusal = null;
        using var copy = new MemoryStream();
        await host.Admin.Download("/v1/jobs/job-1/bundle", copy);
        Assert.Equal("PK"u8.ToArray(), copy.ToArray());
    }

    [Fact]
    public async Task LinearFrame_NamesItsDigestAndIsServedFromAnyByte()
    {
        using var request = host.AsAdmin(HttpMethod.Get, "/v1/jobs/job-1/frames/3/linear");
        request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(2, null);
        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("image/x-exr", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"\"{Digest.OfText("linear")}\"", answer.Headers.ETag?.Tag);
        Assert.Equal([7, 8], await answer.Content.ReadAsByteArrayAsync());
    }

    private static (string Code, int Status) Code(Problem problem) => (problem.Code, problem.Status);

    private sealed class Sink(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }
}
