using System.Text;
using System.Text.Json;
using Render.Local.Tests.Faults.Support;
using Render.Network.Messages;
using Render.TestScenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Faults;

/// <summary>Requests that are refused and leave nothing behind, so that all of them can meet one coordinator.</summary>
public sealed class RequestFaultTests(RequestFaultTests.OneNetwork one) : IClassFixture<RequestFaultTests.OneNetwork>
{
    private FaultNetwork Network => one.Network;

    [Fact]
    public async Task Request_WithAWrongToken_IsRefusedEverywhereAndSaysWhereTheTokenIs()
    {
        foreach (var target in new[] { "/v1/jobs", "/v1/nodes", "/v1/ledger", "/v1/ledger/accounts", "/v1/epochs", "/v1/events", "/v1/jobs/job-a/bundle" })
        {
            var wrong = await Refusals.Of(new AdminClient(Network.Http, "not-the-token-at-all").Get<object>(target));
            var none = await Refusals.Of(new AdminClient(Network.Http, null).Get<object>(target));
            Assert.Equal(("token-wrong", 401), (wrong.Code, wrong.Status));
            Assert.Equal(("token-missing", 401), (none.Code, none.Status));
            Assert.Contains("home folder", wrong.Fix, StringComparison.Ordinal);
        }

        using var content = new MemoryStream(SampleScenes.Quad());
        Assert.Equal("token-wrong", (await Refusals.Of(new AdminClient(Network.Http, "not-the-token-at-all").Upload("a.glb", content))).Code);
        await Network.StillServes();
    }

    [Theory]
    [InlineData("""{ "frames": "5-1" }""", "spec.frames.reversed", "frames")]
    [InlineData("""{ "size": "0x0" }""", "spec.size.empty", "size")]
    [InlineData("""{ "size": "-16x8" }""", "spec.size.empty", "size")]
    [InlineData("""{ "size": "65537x8" }""", "spec.size.tooLarge", "size")]
    [InlineData("""{ "samples": 0 }""", "spec.samples.notPositive", "samples")]
    [InlineData("""{ "samples": -4 }""", "spec.samples.notPositive", "samples")]
    [InlineData("""{ "samples": 2147483647 }""", "spec.samples.tooLarge", "samples")]
    [InlineData("""{ "samples": "many" }""", "spec.samples.unreadable", "samples")]
    [InlineData("""{ "bounces": -1 }""", "spec.bounces.outOfRange", "bounces")]
    [InlineData("""{ "deadlineSeconds": -5 }""", "spec.deadline.notPositive", "deadlineSeconds")]
    [InlineData("""{ "deadlineSeconds": 0 }""", "spec.deadline.notPositive", "deadlineSeconds")]
    [InlineData("""{ "tier": "gold" }""", "spec.tier.unknown", "tier")]
    [InlineData("""{ "kind": "infer" }""", "spec.kind.unsupported", "kind")]
    [InlineData("""{ "maxPrice": "0" }""", "spec.maxPrice.zero", "maxPrice")]
    [InlineData("""{ "maxPrice": "-1" }""", "spec.maxPrice.unreadable", "maxPrice")]
    [InlineData("""{ "framesPerSecond": 0 }""", "spec.framesPerSecond.notPositive", "framesPerSecond")]
    [InlineData("""{ "package": "" }""", "spec.package.unreadable", "package")]
    [InlineData("""{ "smaples": 4 }""", "spec.field.unknown", "smaples")]
    [InlineData("""{ "samples": 65536, "size": "65536x65536", "frames": "0-9999" }""", "spec.work.tooLarge", "samples")]
    public async Task Job_WithOneBadField_IsRefusedByTheFieldsName(string fields, string code, string field)
    {
        var problem = await Refusals.Of(Network.Post(fields));

        Assert.Equal(("spec-invalid", 422), (problem.Code, problem.Status));
        Assert.Contains(problem.Errors!, error => error.Code == code && error.Field == field && error.Detail.Length > 0);
        Assert.Equal("spec-invalid", (await Refusals.Of(Network.Admin.Post<QuoteRequest, QuoteView>(
            "/v1/quotes", new QuoteRequest(JsonDocument.Parse(fields).RootElement)))).Code);
    }

    [Fact]
    public async Task Job_WithoutAPackage_SaysToUploadOne()
    {
        var problem = await Refusals.Of(Network.Post("{}"));
        Assert.Contains(problem.Errors!, error => error.Code == "spec.package.empty");

        var unknown = await Refusals.Of(Network.Post($$"""{ "package": "{{new string('a', 64)}}" }"""));
        Assert.Equal(("package-unknown", 404), (unknown.Code, unknown.Status));
        Assert.Contains("Upload", unknown.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{ "spec": {} }""", 400)]
    public async Task Body_ThatIsNoMessage_IsRefused(string body, int status)
    {
        var problem = (await Network.Refused(HttpMethod.Post, "/v1/jobs", Encoding.UTF8.GetBytes(body))).Helpful();
        Assert.Equal(("json-malformed", status), (problem.Code, problem.Status));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(400_000)]
    public async Task Body_NestedTooDeep_IsRefusedAndTheServiceGoesOn(int depth)
    {
        var body = $$"""{ "idempotencyKey": "a", "autoAccept": true, "spec": {{new string('[', depth)}}{{new string(']', depth)}} }""";

        var problem = (await Network.Refused(HttpMethod.Post, "/v1/jobs", Encoding.UTF8.GetBytes(body))).Helpful();

        Assert.Equal(("json-malformed", 400), (problem.Code, problem.Status));
        await Network.StillServes();
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedByItsSize()
    {
        var problem = (await Network.Refused(HttpMethod.Post, "/v1/jobs", new byte[WireLimits.JsonBytes + 1])).Helpful();
        Assert.Equal(("body-too-large", 413), (problem.Code, problem.Status));
        await Network.StillServes();
    }

    public sealed class OneNetwork : IAsyncLifetime
    {
        internal FaultNetwork Network { get; private set; } = null!;

        public async Task InitializeAsync() => Network = await FaultNetwork.Start();

        public async Task DisposeAsync() => await Network.DisposeAsync();
    }
}
