using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Scenes;
using Render.TestStorage;
using Render.Worker.Client;

namespace Render.WorkerJob.Tests.Processes;

/// <summary>A coordinator with no node of its own, whose work pools are queues of Azurite.</summary>
public sealed class JobNetwork : IAsyncLifetime
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Within this time the coordinator has looked at its open tasks.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder folder = new();
    private readonly AzuriteFixture storage = new();
    private CoordinatorHost coordinator = null!;
    private HttpClient http = null!;
    private int homes;

    public AdminClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await storage.InitializeAsync();
        foreach (var pool in WorkPools.All)
            await Queue(pool).CreateAsync();
        coordinator = await CoordinatorHost.Start(
            new CoordinatorOptions
            {
                Home = new HomeFolder(folder["coordinator"]),
                Port = 0,
                Inbox = false,
                ReferenceThreads = 1,
                Lifecycle = found => found with
                {
                    Lease = TimeSpan.FromSeconds(5),
                    Heartbeat = TimeSpan.FromSeconds(0.3),
                    AuditAnswer = TimeSpan.FromSeconds(5),
                    Policy = Policy.Default with { AuditRepeatPpm = 0 },
                },
                Services = services => services.AddSingleton<ITaskQueue>(new WakingQueue(storage.Azurite.ConnectionString, TimeProvider.System)),
            },
            TimeProvider.System,
            CancellationToken.None);
        http = new HttpClient { BaseAddress = coordinator.Address.Url };
        Admin = new AdminClient(http, coordinator.Address.Token);
        await MeasureOnce();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await coordinator.DisposeAsync();
        await storage.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The environment of a community node, on a folder of its own.</summary>
    internal Dictionary<string, string> Community(string idle = "never")
    {
        var home = folder[$"home-{Interlocked.Increment(ref homes)}"];
        Directory.CreateDirectory(home);
        foreach (var known in Directory.EnumerateFiles(folder.Path, "benchmark-*.json"))
            File.Copy(known, Path.Combine(home, Path.GetFileName(known)));
        return new Dictionary<string, string>
        {
            ["RENDER_COORDINATOR"] = coordinator.Address.Url.ToString(),
            ["RENDER_OPERATOR"] = "container",
            ["RENDER_NAME"] = "test",
            ["RENDER_HOME"] = home,
            ["RENDER_THREADS"] = "1",
            ["RENDER_LOG"] = "json",
            ["RENDER_HEALTH"] = Path.Combine(home, "health"),
            ["RENDER_IDLE"] = idle,
        };
    }

    /// <summary>The environment of a container job.</summary>
    internal Dictionary<string, string> Job(string wait = "0", string idle = "2") => new(Community(idle))
    {
        ["RENDER_WAKE_STORAGE"] = storage.Azurite.ConnectionString,
        ["RENDER_WAKE_WAIT"] = wait,
        ["RENDER_HOMES"] = "4",
    };

    internal QueueClient Queue(string pool) => new(storage.Azurite.ConnectionString, pool);

    /// <summary>Wakes a worker, as a second wake-up would that is late or repeated.</summary>
    internal Task Ring() => Queue(WorkPools.Economy).SendMessageAsync("");

    internal async Task<int> WakeUps(string pool) => (await Queue(pool).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    internal async Task Empty()
    {
        foreach (var pool in WorkPools.All)
            await Queue(pool).ClearMessagesAsync();
    }

    /// <summary>Submits a job of small frames.</summary>
    internal async Task<JobId> Submit(int frames, int samples = 16)
    {
        using var content = new MemoryStream(BundledGltf.Create());
        var package = await Admin.Upload("blocks.gltf", content);
        var spec = JsonSerializer.SerializeToElement(
            new { package = package.Digest.ToString(), frames = $"0-{frames - 1}", size = "96x56", samples, seed = 7 });
        return (await Admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, Guid.NewGuid().ToString("N"), AutoAccept: true))).Id;
    }

    /// <summary>Cancels the job, and waits until what was open of it is forgotten: what opens next is then a rise, which rings.</summary>
    internal async Task Cancel(JobId job)
    {
        await Admin.Post<object, JobView>($"/v1/jobs/{job}/cancel", new { });
        await Until(async () => (await Job(job)).State is JobState.Settled or JobState.Refunded, () => "It was never cancelled.");
        await Task.Delay(LongestLook);
    }

    internal Task<JobView> Job(JobId job) => Admin.Get<JobView>($"/v1/jobs/{job}");

    internal async Task<IReadOnlyList<TaskView>> Tasks(JobId job) => await Admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks");

    /// <summary>Waits until the job's tasks can be taken.</summary>
    internal Task Open(JobId job) => Until(async () => (await Job(job)).State >= JobState.Rendering, () => "It was never split.");

    /// <summary>Waits until the job is settled.</summary>
    internal async Task Settled(JobId job)
    {
        JobView view = null!;
        await Until(async () => (view = await Job(job)).State is JobState.Settled or JobState.Refunded or JobState.Failed, () => $"{view.State}, {view.Tasks}");
        Assert.True(view.State == JobState.Settled, $"{view.State}: {view.Reason}");
        Assert.Equal(view.Frames.Count, view.FramesFinished);
    }

    /// <summary>Waits until a condition holds.</summary>
    internal static async Task Until(Func<Task<bool>> holds, Func<string> instead)
    {
        for (var deadline = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(60);)
        {
            if (await holds())
                return;
            await Task.Delay(Look);
        }

        Assert.Fail($"It never came true: {instead()}");
    }

    /// <summary>The benchmark of this machine is measured once; every test's worker finds it.</summary>
    private async Task MeasureOnce()
    {
        var environment = Community(idle: "1");
        await using var worker = WorkerProcess.Start(environment);
        Assert.Equal(0, await worker.Ended());
        foreach (var measured in Directory.EnumerateFiles(environment["RENDER_HOME"], "benchmark-*.json"))
            File.Copy(measured, folder[Path.GetFileName(measured)]);
    }
}

/// <summary>One network for all tests that start processes, one after the other.</summary>
[CollectionDefinition(nameof(JobNetwork))]
public sealed class JobNetworkGroup : ICollectionFixture<JobNetwork>;
