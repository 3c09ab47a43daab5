using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Render.Api.Health;
using Render.Api.Tests.Support;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Api.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private readonly StubStorage storage = new();
    private readonly Seat seat = new();
    private volatile bool recovered = true;
    private WebApplication? app;
    private HttpClient? http;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var desk = new StubDesk();
        builder.Services
            .AddSingleton<INodeDesk>(desk).AddSingleton<ICreatorDesk>(desk).AddSingleton<INetworkDesk>(desk).AddSingleton<IWalletDesk>(desk)
            .AddSingleton<IBlobs>(new MemoryBlobs()).AddSingleton<INetworkEvents>(new EventRing(clock, 64)).AddSingleton(new LifecycleOptions { EngineBuild = 1 })
            .AddSingleton<IState>(storage).AddSingleton<ILedger>(storage).AddSingleton<TimeProvider>(clock).AddSingleton(seat)
            .AddRenderApi(new RenderApiOptions { AdminToken = ApiHost.Token, IsReady = () => recovered })
            .AddReadinessCheck<Seat>("seat");
        app = builder.Build();
        app.MapRenderApi();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        http!.Dispose();
        await app!.DisposeAsync();
    }

    [Fact]
    public async Task Ready_AllServe_IsReadyAndNamesThem()
    {
        var (status, view) = await Ready();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", view.Status);
        Assert.Equal(["blobs", "ledger", "recovered", "seat", "state"], view.Checks.Select(check => check.Name));
        Assert.All(view.Checks, check => Assert.Equal((true, null), (check.Ready, check.Missing)));
    }

    [Fact]
    public async Task Ready_StillRecovering_IsNotReadyAndLives()
    {
        recovered = false;
        await Misses("recovered", "The coordinator is still starting.");
        Assert.Equal("starting", (await http!.GetFromJsonAsync<HealthView>("/v1/health/live", WireJson.Options))!.Status);
        recovered = true;
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, (await Ready()).Status);
    }

    [Fact]
    public async Task Ready_StorageAway_SaysSoWithoutItsSecrets()
    {
        storage.StateFails = new IOException("account key 123 refused at 10.0.0.5");
        await Misses("state", "Documents cannot be read.");
        Assert.DoesNotContain("10.0.0.5", await http!.GetStringAsync("/v1/health/live"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_HostsOwnCheck_Counts()
    {
        seat.Result = HealthCheckResult.Unhealthy("Another instance holds the seat.");
        await Misses("seat", "Another instance holds the seat.");
    }

    [Fact]
    public async Task Ready_CheckThrows_TellsNoSecrets()
    {
        seat.Throws = new InvalidOperationException("account key 123");
        await Misses("seat", "It does not answer.");
    }

    [Fact]
    public async Task Ready_AskedByMany_AsksStorageOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ready()));
        Assert.Equal(1, storage.Asked);
        clock.Advance(TimeSpan.FromSeconds(3));
        await Ready();
        Assert.Equal(2, storage.Asked);
    }

    [Fact]
    public async Task Live_StorageHangs_AnswersAtOnce()
    {
        var answers = new TaskCompletionSource();
        storage.LedgerAnswers = answers.Task;
        var ready = Ready();
        Assert.Equal(HttpStatusCode.OK, (await http!.GetAsync("/v1/health/live")).StatusCode);
        Assert.False(ready.IsCompleted);
        answers.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await ready).Status);
    }

    private async Task Misses(string name, string missing)
    {
        var (status, view) = await Ready();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (status, view.Status));
        Assert.Equal(new ReadinessCheck(name, false, missing), Assert.Single(view.Checks, check => !check.Ready));
    }

    private async Task<(HttpStatusCode Status, ReadinessView View)> Ready()
    {
        using var answer = await http!.GetAsync("/v1/health/ready");
        Assert.Equal(answer.IsSuccessStatusCode, answer.Headers.RetryAfter is null);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<ReadinessView>(WireJson.Options))!);
    }

    private sealed class Seat : IHealthCheck
    {
        public HealthCheckResult Result { get; set; } = HealthCheckResult.Healthy();

        public Exception? Throws { get; set; }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Throws is { } error ? Task.FromException<HealthCheckResult>(error) : Task.FromResult(Result);
    }
}
