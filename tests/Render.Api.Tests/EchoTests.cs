using System.Net.Http.Json;
using Render.Api.Tests.Support;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;
using Render.Worker.Client;

namespace Render.Api.Tests;

public sealed class EchoTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly Digest Nonce = Digest.OfText("nonce");
    private static readonly string Body = $$"""{"nonce":"{{Nonce}}"}""";

    private string Path => $"/v1/nodes/{host.Identity.Id}/echo";

    [Fact]
    public async Task Echo_Signed_ReachesTheDeskWithTheTimeOfItsArrival()
    {
        var before = TimeProvider.System.GetTimestamp();
        using var answer = await host.Http.SendAsync(host.Signed(HttpMethod.Post, Path, Body));
        var taken = (await answer.Content.ReadFromJsonAsync<EchoTaken>(WireJson.Options))!;

        Assert.Contains(new Echo(Nonce), host.Desk.Asked);
        // The stub answers with the arrival that it was told.
        Assert.InRange(taken.RoundTripMicros!.Value, before, TimeProvider.System.GetTimestamp());
        Assert.Equal(PlaceDoubt.None, taken.Place.Doubt);
    }

    [Fact]
    public async Task Echo_BySomebodyElse_IsRefused()
    {
        Assert.Equal("request-unsigned", (await host.ProblemOf(new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json") })).Code);
        Assert.Equal(403, (await host.ProblemOf(host.Signed(HttpMethod.Post, "/v1/nodes/node-00000000000000000000/echo", Body))).Status);
    }

    [Fact]
    public async Task Echo_WithoutNonce_IsRefused() => Assert.Equal(400, (await host.ProblemOf(host.Signed(HttpMethod.Post, Path, "{}"))).Status);
}
