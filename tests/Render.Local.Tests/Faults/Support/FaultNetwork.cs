using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Events;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Local.Tests.Durable;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.TestScenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Faults.Support;

/// <summary>
/// A whole coordinator on a folder (HTTP, engine, SQLite, files, tracer) under a clock that only the test moves, and nodes that the test plays.
/// </summary>
internal sealed class FaultNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordedErrors _errors = new();
    private readonly List<PlayedNode> _nodes = [];

    private FaultNetwork() => Clock = new ShiftedClock(Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The machine's clock as coordinator and nodes see it.</summary>
    public ShiftedClock Clock { get; }

    public CoordinatorHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public AdminClient Admin { get; private set; } = null!;

    public HomeFolder Home => new(_folder["home"]);

    public string Folder => _folder.Path;

    public static async Task<FaultNetwork> Start(Action<IServiceCollection>? services = null)
    {
        var network = new FaultNetwork();
        await network.Open(services ?? (_ => { }));
        return network;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public async Task<PlayedNode> Join(string owner)
    {
        var node = new PlayedNode(this, _folder[owner], owner);
        _nodes.Add(node);
        await node.Join();
        return node;
    }

    public async Task<PackageStored> Store(byte[] scene, string name = "scene.glb")
    {
        using var content = new MemoryStream(scene);
        return await Admin.Upload(name, content);
    }

    public Task<JobView> Post(string spec, string key = "job") =>
        Admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(JsonDocument.Parse(spec).RootElement, key, AutoAccept: true));

    /// <summary>Submits frames of 16 × 8 pixels, each one task, and waits until they are handed out.</summary>
    public async Task<JobId> Submit(int frames = 1, string more = "")
    {
        var package = await Store(SampleScenes.Animated());
        var last = (frames - 1).ToString(CultureInfo.InvariantCulture);
        var job = await Post($$"""{ "package": "{{package.Digest}}", "frames": "0-{{last}}", "size": "16x8", "samples": 2, "bounces": 2 {{more}} }""");
        await Until(job.Id, JobState.Rendering);
        return job.Id;
    }

    public Task<JobView> Job(JobId job) => Admin.Get<JobView>($"/v1/jobs/{job}");

    public Task<NodeView> Node(PlayedNode node) => Admin.Get<NodeView>($"/v1/nodes/{node.Identity.Id}");

    public async Task<TaskView> Task(TaskId task) =>
        (await Admin.Get<List<TaskView>>($"/v1/jobs/{task.Job}/tasks")).Single(view => view.Task == task);

    public async Task<IReadOnlyList<LedgerEntryView>> Ledger() => (await Admin.Get<LedgerPage>("/v1/ledger?from=0&max=1000")).Entries;

    /// <summary>Waits for a state, moving the clock a little where nothing happens.</summary>
    public async Task<JobView> Until(JobId job, params JobState[] states)
    {
        JobView? view = null;
        await Until(
            async () =>
            {
                view = await Job(job);
                return states.Any(state => state == view.State);
            },
            () => $"The job is {view?.State}: {view?.Reason}, {view?.Tasks}.");
        return view!;
    }

    /// <summary>Waits until a condition holds, moving the clock a little where nothing happens.</summary>
    public async Task Until(Func<Task<bool>> holds, Func<string>? instead = null)
    {
        for (var stalls = 0; stalls < 2_000; stalls++)
        {
            var seen = Get<INetworkEvents>().LastSequence;
            if (await holds())
                return;
            using var patience = new CancellationTokenSource(Stall);
            await foreach (var _ in Get<INetworkEvents>().WatchAsync(seen, null, patience.Token))
                break;
            if (Get<INetworkEvents>().LastSequence == seen)
                Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Fail(instead?.Invoke() ?? "It never came true.");
    }

    /// <summary>Lets nodes work honestly until the job's books are closed, which must be as Settled and with every frame there.</summary>
    public async Task<JobView> Settle(JobId job, params PlayedNode[] nodes)
    {
        JobView? view = null;
        await Until(
            async () =>
            {
                foreach (var node in nodes)
                    await node.Step();
                return (view = await Job(job)).State is JobState.Settled or JobState.Refunded or JobState.Failed;
            },
            () => $"The job is {view?.State}: {view?.Reason}, {view?.Tasks}.");
        Assert.Equal(JobState.Settled, view!.State);
        Assert.Equal(view.Frames.Count, view.FramesFinished);
        await StillServes();
        return view;
    }

    /// <summary>The service answers, takes good work, and nothing failed that nobody expects.</summary>
    public async Task StillServes()
    {
        Assert.Equal("ready", (await new AdminClient(Http, null).Get<HealthView>("/v1/health")).Status);
        Assert.Equal(2, (await Store(SampleScenes.Quad())).Facts.Triangles);
        Assert.Empty(_errors.Errors);
    }

    /// <summary>Forgives what was logged as errors, all of which must name the fault that the test made.</summary>
    public void ForgiveErrors(string fault)
    {
        Assert.All(_errors.Errors, error => Assert.Contains(fault, error, StringComparison.Ordinal));
        _errors.Clear();
    }

    /// <summary>Runs a command line as a person would, on this network.</summary>
    public async Task<(int Code, string Output, string Error)> Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings(
            output, error, false, 120, 40, name => name == "RENDER_HOME" ? Home.Path : null, TimeProvider.System);
        var code = await RenderCommand.Invoke(words, surroundings);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>A frame that was fetched into <see cref="Folder"/> must be what a command line gives for itself.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="words">The command line, which lacks the file to write.</param>
    public async Task ExpectTraced(string name, string[] words)
    {
        var alone = Path.Combine(Folder, name);
        var (code, _, error) = await Run([.. words, "--out", alone, "--device", "cpu"]);
        Assert.True(code == 0, error);
        Assert.Equal(await File.ReadAllBytesAsync(alone), await File.ReadAllBytesAsync(Path.Combine(Folder, "frames", name)));
    }

    /// <summary>Sends bytes as they are, with the admin token.</summary>
    public async Task<Problem> Refused(HttpMethod method, string target, byte[] body, string type = "application/json", string? token = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Host.Address.Token);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(WireHeaders.ProblemJson, answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!;
        Assert.Equal((int)answer.StatusCode, problem.Status);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            node.Dispose();
        Http.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
        _errors.Dispose();
    }

    private async Task Open(Action<IServiceCollection> services)
    {
        var options = new CoordinatorOptions
        {
            Home = Home,
            Port = 0,
            Inbox = false,
            ReferenceThreads = 1,
            Lifecycle = found => found with
            {
                Gather = TimeSpan.Zero,
                Lease = TimeSpan.FromMinutes(10),
                AuditAnswer = TimeSpan.FromMinutes(10),
                BeaconLength = 1_024,
                Policy = Policy.Default with { AuditRepeatPpm = 0 },
            },
            Services = found =>
            {
                found.AddLogging(log => log.ClearProviders().AddProvider(_errors));
                services(found);
            },
        };
        Host = await CoordinatorHost.Start(options, Clock, CancellationToken.None);
        Http = new HttpClient { BaseAddress = Host.Address.Url };
        Admin = new AdminClient(Http, Host.Address.Token);
    }
}
