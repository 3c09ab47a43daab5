using Render.Api.Tests.Support;
using Render.Network.Messages;
using Render.Worker.Client;
using Render.Worker.Identity;

namespace Render.Api.Tests;

public sealed class AuthenticationTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Claim = "{\"max\":1,\"waitSeconds\":0}";

    private string ClaimPath => $"/v1/nodes/{host.Identity.Id}/claim";

    [Theory]
    [InlineData("GET", "/v1/jobs")]
    [InlineData("GET", "/v1/nodes")]
    [InlineData("GET", "/v1/ledger")]
    [InlineData("GET", "/v1/chain")]
    [InlineData("GET", "/v1/events")]
    [InlineData("GET", "/v1/jobs/job-1/events")]
    [InlineData("POST", "/v1/packages?name=a.glb")]
    [InlineData("POST", "/v1/jobs")]
    [InlineData("POST", "/v1/faucet")]
    [InlineData("POST", "/v1/deposits")]
    [InlineData("POST", "/v1/withdrawals")]
    [InlineData("POST", "/v1/epochs/close")]
    public async Task Admin_TokenMissingOrWrong_IsUnauthorized(string method, string path)
    {
        Assert.Equal("token-missing", (await host.ProblemOf(new HttpRequestMessage(new HttpMethod(method), path))).Code);
        var wrong = await host.ProblemOf(host.AsAdmin(new HttpMethod(method), path, token: ApiHost.Token + "x"));
        Assert.Equal(("token-wrong", 401), (wrong.Code, wrong.Status));
        Assert.NotNull(wrong.Fix);
    }

    [Fact]
    public async Task Chain_NetworkWithoutOne_SaysSo()
    {
        var none = await host.ProblemOf(host.AsAdmin(HttpMethod.Get, "/v1/chain"));
        Assert.Equal(("chain-none", 404), (none.Code, none.Status));
    }

    [Fact]
    public async Task Node_Signed_IsHeard()
    {
        using var answer = await host.Http.SendAsync(host.Signed(HttpMethod.Post, ClaimPath, Claim));
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Node_SameRequestWithinTheWindow_IsAnsweredAlike()
    {
        using var first = host.Signed(HttpMethod.Post, ClaimPath, Claim, age: TimeSpan.FromMinutes(4));
        using var answer = await host.Http.SendAsync(first);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    [InlineData(60 * 24 * 365)]
    public async Task Node_OldOrFutureTime_IsRefusedWithTheTime(int minutes)
    {
        var problem = await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, Claim, age: TimeSpan.FromMinutes(minutes)));
        Assert.Equal((ProblemCodes.RequestTime, 401), (problem.Code, problem.Status));
    }

    [Fact]
    public async Task Node_BodyTampered_IsRefused() =>
        Assert.Equal("request-signature", (await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, Claim, signedBody: Claim + " "))).Code);

    [Fact]
    public async Task Node_SignatureOfAnotherPath_IsRefused() =>
        Assert.Equal("request-signature", (await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, Claim, signedTarget: "/v1/receipts"))).Code);

    [Fact]
    public async Task Node_QueryAdded_IsRefused() =>
        Assert.Equal("request-signature", (await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath + "?a=b", Claim, signedTarget: ClaimPath))).Code);

    [Theory]
    [InlineData(WireHeaders.Node)]
    [InlineData(WireHeaders.Timestamp)]
    [InlineData(WireHeaders.Signature)]
    public async Task Node_HeaderMissing_IsUnsigned(string header)
    {
        var request = host.Signed(HttpMethod.Post, ClaimPath, Claim);
        request.Headers.Remove(header);
        Assert.Equal("request-unsigned", (await host.ProblemOf(request)).Code);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    public async Task Node_SignatureMalformed_IsUnsigned(string signature)
    {
        var request = host.Signed(HttpMethod.Post, ClaimPath, Claim);
        request.Headers.Remove(WireHeaders.Signature);
        request.Headers.Add(WireHeaders.Signature, signature);
        Assert.Equal("request-unsigned", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Node_Unknown_IsToldToRegister()
    {
        await WithStranger(async stranger =>
        {
            var problem = await host.ProblemOf(host.Signed(HttpMethod.Post, $"/v1/nodes/{stranger.Id}/claim", Claim, signer: stranger));
            Assert.Equal((ProblemCodes.NodeUnknown, 401), (problem.Code, problem.Status));
        });
    }

    [Fact]
    public async Task Node_ForAnother_IsForbidden()
    {
        await WithStranger(async other =>
        {
            await new CoordinatorClient(host.Http, other, TimeProvider.System).Register(ApiHost.Introduction(other), default);
            var problem = await host.ProblemOf(host.Signed(HttpMethod.Post, ClaimPath, Claim, signer: other));
            Assert.Equal(("node-mismatch", 403), (problem.Code, problem.Status));
        });
    }

    [Fact]
    public async Task Register_WithAnothersKey_IsRefused()
    {
        await WithStranger(async thief =>
        {
            var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(
                () => new CoordinatorClient(host.Http, thief, TimeProvider.System).Register(ApiHost.Introduction(host.Identity), default));
            Assert.Equal("request-signature", refused.Code);
        });
    }

    [Fact]
    public async Task Register_KeyThatIsNone_NamesTheField()
    {
        var message = ApiHost.Introduction(host.Identity) with { PublicKey = [1, 2, 3] };
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.Register(message, default));
        Assert.Equal("publicKey", Assert.Single(refused.Problem.Errors!).Field);
    }

    [Fact]
    public async Task Health_WithoutAnything_IsOpen()
    {
        var health = await new AdminClient(host.Http, null).Get<HealthView>("/v1/health");
        Assert.Equal("ready", health.Status);
    }

    private static async Task WithStranger(Func<NodeIdentity, Task> test)
    {
        var home = Directory.CreateTempSubdirectory("render-api-").FullName;
        try
        {
            using var stranger = NodeIdentity.LoadOrCreate(home);
            await test(stranger);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
