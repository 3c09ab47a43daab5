using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Client;
using Render.Worker.Identity;

namespace Render.Api.Tests.Support;

/// <summary>The API on a real Kestrel, on a free loopback port, with a registered node and an admin.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    internal const string Token = "0123456789abcdef-token";
    private readonly string home = Directory.CreateTempSubdirectory("render-api-").FullName;
    private WebApplication? app;

    internal StubDesk Desk { get; } = new();

    internal MemoryBlobs Blobs { get; } = new();

    internal StubTransfers Transfers { get; } = new();

    internal EventRing Events { get; } = new(TimeProvider.System, 64);

    internal HttpClient Http { get; private set; } = null!;

    internal NodeIdentity Identity { get; private set; } = null!;

    internal CoordinatorClient Node { get; private set; } = null!;

    internal AdminClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services
            .AddSingleton<INodeDesk>(Desk).AddSingleton<ICreatorDesk>(Desk).AddSingleton<INetworkDesk>(Desk).AddSingleton<IWalletDesk>(Desk)
            .AddSingleton<IBlobs>(Blobs).AddSingleton<IBlobTransfers>(Transfers).AddSingleton<INetworkEvents>(Events).AddSingleton(new LifecycleOptions { EngineBuild = 1 })
            .AddRenderApi(new RenderApiOptions
            {
                AdminToken = Token,
                PackageBytes = 10_000,
                BlobBytes = 10_000,
                EventHeartbeat = TimeSpan.FromMilliseconds(20),
            });
        app = builder.Build();
        app.MapRenderApi();
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Identity = NodeIdentity.LoadOrCreate(home);
        Node = new CoordinatorClient(Http, Identity, TimeProvider.System);
        Admin = new AdminClient(Http, Token);
        await Node.Register(Introduction(Identity), default);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        Identity.Dispose();
        await app!.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    internal static RegisterNode Introduction(NodeIdentity identity) => new(
        identity.PublicKey, OperatorId.Parse("op-a"), "n", "local", default,
        new HardwareFacts(1, "cpu", 1, 1, 1, "os", "x64", 1, default), new BenchmarkResult(1, 1, 0, 1, default));

    /// <summary>A signed request, wrong where the test says so.</summary>
    internal HttpRequestMessage Signed(
        HttpMethod method, string target, string body, string? signedBody = null, string? signedTarget = null, TimeSpan age = default, NodeIdentity? signer = null)
    {
        var who = signer ?? Identity;
        var time = (ulong)(TimeProvider.System.GetUtcNow() - age).ToUnixTimeMilliseconds();
        var signed = new SignedRequest(
            who.KeyDigest, time, Digest.Of(Encoding.UTF8.GetBytes(signedBody ?? body)), method.Method, signedTarget ?? target);
        var request = new HttpRequestMessage(method, target) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(WireHeaders.Node, who.Id.Value);
        request.Headers.Add(WireHeaders.Timestamp, time.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add(WireHeaders.Signature, Convert.ToBase64String(who.Sign(signed.ToArray())));
        return request;
    }

    internal HttpRequestMessage AsAdmin(HttpMethod method, string target, string? json = null, string token = Token)
    {
        var request = new HttpRequestMessage(method, target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }

    /// <summary>Sends, and reads the problem that must come.</summary>
    internal async Task<Problem> ProblemOf(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Http.SendAsync(request);
            Assert.Equal(WireHeaders.ProblemJson, answer.Content.Headers.ContentType?.MediaType);
            var problem = JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!;
            Assert.Equal((int)answer.StatusCode, problem.Status);
            return problem;
        }
    }
}
