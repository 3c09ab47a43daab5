using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Desks;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.TestScenes;
using Render.Worker;
using Render.Worker.Adversaries;
using Render.Worker.Client;
using Render.Worker.Machine;

namespace Render.Local.Tests.Host;

/// <summary>Real nodes with the real tracer over HTTP, on tasks that several of them render.</summary>
public sealed class TrustedJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly List<Task> _nodes = [];

    public void Dispose()
    {
        _leave.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trusted_RealNodes_CommitOpenAndShareThePay(bool forger)
    {
        await using var host = await Start();
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        var admin = new AdminClient(http, host.Address.Token);
        Join(host, "op-a");
        Join(host, "op-b");
        Join(host, "op-c", forger ? inner => new ForgingEngine(inner, 0.5) : null);
        using var scene = new MemoryStream(SampleScenes.Animated());
        var package = await admin.Upload("scene.glb", scene);
        var spec = JsonDocument.Parse($$"""{ "package": "{{package.Digest}}", "frames": "0-2", "size": "32x24", "samples": 2, "bounces": 2, "tier": "trusted" }""").RootElement;

        var job = (await admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, "job", AutoAccept: true))).Id;
        var settled = await Settled(admin, job);
        await _leave.CancelAsync();
        await Task.WhenAll(_nodes);

        var tasks = await admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks");
        Assert.All(tasks, task => Assert.True(task.Replicas!.Count(replica => replica.State == TaskState.Accepted) + (task.State == TaskState.Accepted ? 1 : 0) >= 2));
        Assert.Equal(3, settled.FramesFinished);
        var receipt = await admin.Get<JobReceipt>($"/v1/jobs/{job}/receipt");
        Assert.True(receipt.Payouts.Count >= 2);
        using var bundle = new MemoryStream();
        await host.Services.GetRequiredService<INetworkDesk>().WriteBundle(bundle, CancellationToken.None);
        Assert.Empty(BookAudit.Run(BundleOf(bundle)));
    }

    private static AuditBundle BundleOf(MemoryStream zipped)
    {
        using var zip = new System.IO.Compression.ZipArchive(zipped);
        using var content = zip.GetEntry("bundle.json")!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return AuditBundle.FromJson(bytes.ToArray());
    }

    private static async Task<JobView> Settled(AdminClient admin, JobId job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        JobView view;
        while ((view = await admin.Get<JobView>($"/v1/jobs/{job}", limit.Token)).State != JobState.Settled)
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        return view;
    }

    private Task<CoordinatorHost> Start()
    {
        var policy = Policy.Default with
        {
            Tiers = Policy.Default.Tiers with { Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = 0 } },
            Reputation = Policy.Default.Reputation with { VoteTrust = 2 },
        };
        var options = new CoordinatorOptions
        {
            Home = new HomeFolder(_folder["home"]),
            Port = 0,
            Inbox = false,
            ReferenceThreads = 1,
            Lifecycle = found => found with { Policy = policy, Heartbeat = TimeSpan.FromMilliseconds(200) },
        };
        return CoordinatorHost.Start(options, TimeProvider.System, CancellationToken.None);
    }

    private void Join(CoordinatorHost host, string owner, Func<Worker.Work.ITaskEngine, Worker.Work.ITaskEngine>? engine = null)
    {
        var options = new NodeOptions
        {
            Coordinator = host.Address.Url,
            Home = _folder[owner],
            Operator = OperatorId.Parse(owner),
            Threads = 1,
            MemoryBytes = 1L << 30,
            EngineDecorator = engine,
        };
        _nodes.Add(new NodeAgent(options, null, new NodeParts { Benchmark = new KnownBenchmark() }).RunAsync(_leave.Token));
    }

    private sealed class KnownBenchmark : IBenchmark
    {
        public Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchmarkResult(1_000_000, 1, 0.1, threads, Digest.Of("benchmark"u8)));
    }
}
