using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker;
using Render.Worker.Client;
using Render.Worker.Machine;
using Render.Worker.Work;

namespace Render.Local.Tests.Host;

/// <summary>A coordinator and real nodes with the real tracer, over HTTP in one process.</summary>
internal sealed class RealNodes : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly List<Task> _nodes = [];

    /// <summary>The coordinator's data, by which the command line finds it.</summary>
    public string Home => _folder["home"];

    public void Dispose()
    {
        _leave.Dispose();
        _folder.Dispose();
    }

    public Task<CoordinatorHost> Start(Func<LifecycleOptions, LifecycleOptions>? change = null) => CoordinatorHost.Start(
        new CoordinatorOptions
        {
            Home = new HomeFolder(Home),
            Port = 0,
            Inbox = false,
            ReferenceThreads = 1,
            Lifecycle = found => (change?.Invoke(found) ?? found) with { Heartbeat = TimeSpan.FromMilliseconds(200) },
        },
        TimeProvider.System, CancellationToken.None);

    public void Join(CoordinatorHost host, string owner, Func<ITaskEngine, ITaskEngine>? engine = null)
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

    /// <summary>Sends all nodes away.</summary>
    public async Task Leave()
    {
        await _leave.CancelAsync();
        await Task.WhenAll(_nodes);
    }

    public static async Task<JobView> Settled(AdminClient admin, JobId job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        JobView view;
        while ((view = await admin.Get<JobView>($"/v1/jobs/{job}", limit.Token)).State != JobState.Settled)
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        return view;
    }

    public static async Task<AuditBundle> Bundle(CoordinatorHost host)
    {
        using var zipped = new MemoryStream();
        await host.Services.GetRequiredService<INetworkDesk>().WriteBundle(zipped, CancellationToken.None);
        using var zip = new ZipArchive(zipped, ZipArchiveMode.Read);
        using var content = zip.GetEntry("bundle.json")!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return AuditBundle.FromJson(bytes.ToArray());
    }

    private sealed class KnownBenchmark : IBenchmark
    {
        public Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchmarkResult(1_000_000, 1, 0.1, threads, Digest.Of("benchmark"u8)));
    }
}
