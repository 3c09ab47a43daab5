using System.Net;
using System.Net.Http.Json;
using Azure.Storage.Blobs;
using Render.Network.Messages;
using Render.Storage.Seat;
using Render.TestStorage;

namespace Render.Functions.Tests.Host;

/// <summary>An instance beside the one that holds the seat.</summary>
public sealed class StandbyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Instance_WhileAnotherHoldsTheSeat_LivesAndTakesItOverOnceItIsFree()
    {
        var container = new BlobContainerClient(azurite.Azurite.ConnectionString, CoordinatorSeat.ContainerName);
        await container.CreateIfNotExistsAsync();
        var other = await new CoordinatorSeat(container, TimeProvider.System).Take();
        await using var host = await FunctionsHost.Start(azurite.Azurite.ConnectionString, AppFixture.Settings());
        using var http = new HttpClient { BaseAddress = host.Url };

        using var live = await http.GetAsync("/v1/health/live");
        using var ready = await http.GetAsync("/v1/health/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.NotNull(ready.Headers.RetryAfter);
        var view = await ready.Content.ReadFromJsonAsync<ReadinessView>(WireJson.Options);
        Assert.Equal(("standby", "seat"), (view!.Status, Assert.Single(view.Checks).Name));

        await other.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await http.GetAsync("/v1/health/ready", limit.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(100, limit.Token);
        Assert.Equal(other.Epoch + 1, (await new CoordinatorSeat(container, TimeProvider.System).Read())!.Epoch);
    }
}
