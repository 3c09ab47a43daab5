using System.Net.Http.Headers;
using Render.Api.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Api.Tests;

public sealed class EventTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Watch_Network_GetsWhatIsHeldAndWhatComes()
    {
        host.Events.Publish(new FrameFinished(Job(1), 0));
        await using var watch = host.Admin.Watch<NetworkEvent>("/v1/events", TimeProvider.System).GetAsyncEnumerator();
        Assert.Equal(0, Assert.IsType<FrameFinished>(await Next(watch)).Frame);
        host.Events.Publish(new FrameFinished(Job(2), 1));
        Assert.Equal(1, Assert.IsType<FrameFinished>(await Next(watch)).Frame);
    }

    [Fact]
    public async Task Watch_Job_GetsOnlyItsOwn()
    {
        host.Events.Publish(new FrameFinished(Job(2), 5));
        host.Events.Publish(new FrameFinished(Job(1), 6));
        await using var watch = host.Admin.Watch<NetworkEvent>("/v1/jobs/job-1/events", TimeProvider.System).GetAsyncEnumerator();
        Assert.Equal(6, Assert.IsType<FrameFinished>(await Next(watch)).Frame);
    }

    [Fact]
    public async Task Stream_WithLastEventId_GoesOnAfterIt()
    {
        for (var frame = 0; frame < 4; frame++)
            host.Events.Publish(new FrameFinished(Job(1), frame));
        using var request = host.AsAdmin(HttpMethod.Get, "/v1/events");
        request.Headers.Add("Last-Event-ID", "3");
        var line = await LineThat(request, line => line.StartsWith("id:", StringComparison.Ordinal));
        Assert.Equal("id: 4", line);
    }

    [Fact]
    public async Task Stream_Idle_SaysThatItLives()
    {
        var seen = 0;
        await LineThat(host.AsAdmin(HttpMethod.Get, "/v1/events"), line => line.StartsWith(':') && ++seen == 3);
        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task Watch_TokenWrong_EndsInARefusal()
    {
        await using var watch = new AdminClient(host.Http, "wrong-token-wrong-token").Watch<NetworkEvent>("/v1/events", TimeProvider.System).GetAsyncEnumerator();
        Assert.Equal("token-wrong", (await Assert.ThrowsAsync<CoordinatorRefusedException>(() => watch.MoveNextAsync().AsTask())).Code);
    }

    private static JobId Job(int number) => JobId.Parse(FormattableString.Invariant($"job-{number}"));

    private static async Task<NetworkEvent> Next(IAsyncEnumerator<NetworkEvent> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        return watch.Current;
    }

    private async Task<string> LineThat(HttpRequestMessage request, Func<string, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        while (true)
            if (await reader.ReadLineAsync(limit.Token) is { } line && wanted(line))
                return line;
    }
}
