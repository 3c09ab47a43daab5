using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.TestScenes;
using Render.Worker;
using Render.Worker.Adversaries;
using Render.Worker.Client;
using Render.Worker.Machine;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Local.Tests.Host;

/// <summary>Real nodes with the real tracer over HTTP, some of which round in a way of their own, as OpenCL's do.</summary>
public sealed class StatisticalJobTests : IDisposable
{
    private const int Frames = 2;

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
    public async Task Statistical_NodesThatRound_GiveTheExactPictureButForRounding(bool forger)
    {
        await using var host = await Start();
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        var admin = new AdminClient(http, host.Address.Token);
        Join(host, "op-a", inner => new RoundingEngine(inner, up: true));
        Join(host, "op-b", inner => new RoundingEngine(inner, up: false));
        if (forger)
            Join(host, "op-x", inner => new ForgingEngine(new RoundingEngine(inner, up: true), 0.9));
        using var scene = new MemoryStream(SampleScenes.Animated());
        var package = await admin.Upload("scene.glb", scene);

        // Nobody here may take this one, and a processor joins for it when the other is over.
        var exact = await Submit(admin, package, statistical: false);
        var statistical = await Submit(admin, package, statistical: true);
        await Settled(admin, statistical);
        Assert.Equal(JobState.Rendering, (await admin.Get<JobView>($"/v1/jobs/{exact}")).State);
        Join(host, "op-exact");
        await Settled(admin, exact);
        await _leave.CancelAsync();
        await Task.WhenAll(_nodes);

        var blobs = host.Services.GetRequiredService<IBlobs>();
        var (rounded, right) = (await Picture(admin, blobs, statistical), await Picture(admin, blobs, exact));
        Assert.Equal(right.Length, rounded.Length);
        Assert.NotEqual(right, rounded);
        for (var i = 0; i < right.Length; i++)
            Assert.InRange(rounded[i] - right[i], -64 - (right[i] >> 15), 64 + (right[i] >> 15));
        var receipt = await admin.Get<JobReceipt>($"/v1/jobs/{statistical}/receipt");
        Assert.Equal(2, receipt.Payouts.Count);
        using var bundle = new MemoryStream();
        await host.Services.GetRequiredService<INetworkDesk>().WriteBundle(bundle, CancellationToken.None);
        Assert.Empty(BookAudit.Run(BundleOf(bundle)));
        var alone = BundleOf(bundle).Entries.Where(entry => entry.Kind == LedgerEntryKind.VerdictRecorded).Select(PayloadJson.Read<VerdictRecorded>)
            .Where(verdict => verdict.Decision == VerdictDecision.StoodAlone).ToList();
        Assert.All(alone, verdict => Assert.Equal("op-x", verdict.Operator.Value));
        Assert.True(forger || alone.Count == 0);
    }

    private static async Task<JobId> Submit(AdminClient admin, PackageStored package, bool statistical)
    {
        var mode = statistical ? "true" : "false";
        var spec = JsonDocument.Parse(
            $$"""{ "package": "{{package.Digest}}", "frames": "0-{{Frames - 1}}", "size": "32x24", "samples": 8, "bounces": 2, "statistical": {{mode}} }""").RootElement;
        return (await admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, $"job {mode}", AutoAccept: true))).Id;
    }

    /// <summary>Sums of all pixels of all frames, over all ranges; the tasks of these small frames are whole frames.</summary>
    private static async Task<long[]> Picture(AdminClient admin, IBlobs blobs, JobId job)
    {
        var picture = new long[Frames * 32 * 24 * 3];
        foreach (var task in await admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks"))
        {
            var file = ResultFile.Open(await blobs.Read(task.Result!.Value, 1 << 20));
            for (var block = 0; block < file.Blocks; block++)
            {
                var region = task.Task.Region.Block(block);
                var sums = file.Block(block).Sums.ToArray();
                for (var i = 0; i < sums.Length / sizeof(long); i++)
                {
                    var (pixel, channel) = Math.DivRem(i, 3);
                    var (x, y) = (region.X + (pixel % region.Width), region.Y + (pixel / region.Width));
                    picture[(((((task.Task.Frame * 24) + y) * 32) + x) * 3) + channel] += BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(sizeof(long) * i));
                }
            }
        }

        return picture;
    }

    private static AuditBundle BundleOf(MemoryStream zipped)
    {
        using var zip = new ZipArchive(zipped, ZipArchiveMode.Read, leaveOpen: true);
        using var content = zip.GetEntry("bundle.json")!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return AuditBundle.FromJson(bytes.ToArray());
    }

    private static async Task Settled(AdminClient admin, JobId job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while ((await admin.Get<JobView>($"/v1/jobs/{job}", limit.Token)).State != JobState.Settled)
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
    }

    private Task<CoordinatorHost> Start() => CoordinatorHost.Start(
        new CoordinatorOptions
        {
            Home = new HomeFolder(_folder["home"]),
            Port = 0,
            Inbox = false,
            ReferenceThreads = 1,
            Lifecycle = found => found with { Heartbeat = TimeSpan.FromMilliseconds(200) },
        },
        TimeProvider.System, CancellationToken.None);

    private void Join(CoordinatorHost host, string owner, Func<ITaskEngine, ITaskEngine>? engine = null)
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

    /// <summary>The tracer on a device whose driver rounds every sum up, or down, by 2⁻¹⁷ of it.</summary>
    private sealed class RoundingEngine(ITaskEngine inner, bool up) : ITaskEngine
    {
        public EngineIdentity Identity => TracerIdentity.On(new("a card that rounds", DeviceClassRule.OpenCL, false, 0));

        public async Task<EngineResult> Render(EngineTask task, IProgress<Worker.Work.RenderedBlock> done, CancellationToken cancellationToken)
        {
            var result = await inner.Render(task, done, cancellationToken);
            return result with { Blocks = [.. result.Blocks.Select(block => block with { Sums = [.. block.Sums.Select(sum => sum + (up ? sum >> 17 : -(sum >> 17)))] })] };
        }
    }

    private sealed class KnownBenchmark : IBenchmark
    {
        public Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchmarkResult(1_000_000, 1, 0.1, threads, Digest.Of("benchmark"u8)));
    }
}
