using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Ports;
using Render.Local.Cli;
using Render.Local.Host;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker;
using Render.Worker.Client;
using Render.Worker.Machine;
using Render.Worker.Peers;

namespace Render.Local.Tests.Transfers;

/// <summary>Scene files on their way to real nodes of a real coordinator: from it, from one another, from a gateway.</summary>
public sealed class PeerTransferTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder folder = new();
    private readonly List<Node> nodes = [];
    private CoordinatorHost host = null!;
    private AdminClient admin = null!;
    private int jobs;

    public async Task InitializeAsync()
    {
        host = await CoordinatorHost.Start(new CoordinatorOptions { Home = new HomeFolder(folder["home"]), Port = 0, Inbox = false, ReferenceThreads = 1 }, TimeProvider.System, default);
        admin = CommandContext.Connect(host.Address);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        await host.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task SecondNode_OfAScene_HasItFromTheFirst_AndItIsCounted()
    {
        var scene = LargeScene.Create();
        var first = Start("first", serves: true);
        await Job(await admin.Upload("scene.glb", new MemoryStream(scene)));
        await Until(async () => (await View(first)).CachedPackages.Count > 0);
        var second = Start("second");
        await RenderOn(second, scene);

        var file = second.Events.OfType<FileAssembled>().Single();
        Assert.Equal((file.Bytes, 0), (file.FromOthers, file.There));
        Assert.Empty(second.Events.OfType<ProviderDropped>());
        await Until(async () => (await View(first)).BytesServed == file.Bytes);
        Assert.Equal(file.Bytes, (await View(second)).BytesFromPeers);
    }

    [Fact]
    public async Task ChangedScene_OnANodeThatHasTheEarlier_ComesAsWhatChanged()
    {
        var node = Start("node");
        await RenderOn(node, LargeScene.Create());
        await RenderOn(node, LargeScene.Create(moved: 100));
        var (before, after) = (node.Events.OfType<FileAssembled>().First(), node.Events.OfType<FileAssembled>().Last());
        Assert.NotEqual(before.File, after.File);
        Assert.InRange(after.Bytes - after.There, 1, ChunkSizes.Largest);
    }

    [Fact]
    public async Task PeerThatLies_IsDropped_AndTheSceneComesFromTheCoordinator()
    {
        var scene = LargeScene.Create();
        var first = Start("first", serves: true);
        await Job(await admin.Upload("scene.glb", new MemoryStream(scene)));
        await Until(async () => (await View(first)).CachedPackages.Count > 0);
        foreach (var kept in Directory.EnumerateFiles(Path.Combine(folder["first"], "cache"), "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > ChunkSizes.Largest))
            await File.WriteAllBytesAsync(kept, new byte[new FileInfo(kept).Length]);
        var second = Start("second");
        await RenderOn(second, scene);
        Assert.Equal("it sent other bytes", second.Events.OfType<ProviderDropped>().Single().Reason);
        Assert.Equal(0, second.Events.OfType<FileAssembled>().Single().FromOthers);
    }

    [Fact]
    public async Task PeerThatIsGone_IsDropped_AndTheSceneComesFromTheCoordinator()
    {
        var scene = LargeScene.Create();
        var first = Start("first", serves: true, servedAt: new Uri($"http://127.0.0.1:{FreePort()}"));
        await Job(await admin.Upload("scene.glb", new MemoryStream(scene)));
        await Until(async () => (await View(first)).CachedPackages.Count > 0);
        var second = Start("second");
        await RenderOn(second, scene);
        Assert.Equal("it does not answer", second.Events.OfType<ProviderDropped>().Single().Reason);
    }

    [Fact]
    public async Task Stranger_WithoutAGrant_GetsNothing()
    {
        var scene = LargeScene.Create();
        var first = Start("first", serves: true);
        await Job(await admin.Upload("scene.glb", new MemoryStream(scene)));
        await Until(async () => (await View(first)).CachedPackages.Count > 0);
        var file = first.Events.OfType<FileAssembled>().Single().File;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(first.Address!, PeerDesk.TargetOf(file)));
        request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(0, 99);
        using var refused = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Forbidden, 0L), (refused.StatusCode, refused.Content.Headers.ContentLength ?? 0));
        using var elsewhere = await http.GetAsync(new Uri(first.Address!, "/v1/files/../../etc/passwd"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateway_Named_IsAskedByCid_AndVerified(bool lies)
    {
        await using var gateway = await Gateway.Start(host.Services.GetRequiredService<IBlobs>(), lies);
        var node = Start("node", gateway: gateway.Address);
        await RenderOn(node, LargeScene.Create(), gateway.Publish);
        var file = node.Events.OfType<FileAssembled>().Single();
        Assert.Equal(lies ? 0 : file.Bytes, file.FromOthers);
        Assert.Equal(lies ? 1 : 0, node.Events.OfType<ProviderDropped>().Count());
        Assert.True(gateway.Served > 0);
    }

    private async Task RenderOn(Node node, byte[] scene, Func<PackageStored, Task>? stored = null)
    {
        var package = await admin.Upload("scene.glb", new MemoryStream(scene));
        if (stored is not null)
            await stored(package);
        // Who gets which task is the scheduler's to say: until this node had one.
        var files = node.Events.OfType<FileAssembled>().Count();
        while (node.Events.OfType<FileAssembled>().Count() == files)
            await Job(package);
    }

    private async Task Job(PackageStored package)
    {
        var spec = JsonDocument.Parse($$"""{ "package": "{{package.Digest}}", "frames": "0-7", "size": "32x32", "samples": 1, "bounces": 1 }""").RootElement;
        var job = await admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, $"job {jobs++}", AutoAccept: true));
        await Until(async () => (await admin.Get<JobView>($"/v1/jobs/{job.Id}")).State == JobState.Settled);
    }

    private async Task<NodeView> View(Node node) => (await admin.Get<IReadOnlyList<NodeView>>("/v1/nodes")).Single(view => view.Name == node.Name);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(50, patience.Token);
    }

    private Node Start(string name, bool serves = false, Uri? servedAt = null, Uri? gateway = null)
    {
        var listen = serves ? new IPEndPoint(IPAddress.Loopback, FreePort()) : null;
        var node = new Node(name, host.Address.Url, folder[name], listen, servedAt, gateway);
        nodes.Add(node);
        return node;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Node : INodeObserver, IAsyncDisposable
    {
        private readonly CancellationTokenSource leave = new();
        private readonly Task run;

        public Node(string name, Uri coordinator, string home, IPEndPoint? listen, Uri? servedAt, Uri? gateway)
        {
            (Name, Address) = (name, listen is null ? null : servedAt ?? new Uri($"http://{listen}"));
            var options = new NodeOptions
            {
                Coordinator = coordinator,
                Home = home,
                Name = name,
                Operator = OperatorId.Parse($"op-{name}"),
                Threads = 1,
                ChunkAddress = Address,
                Gateway = gateway,
            };
            run = new NodeAgent(options, this, new NodeParts
            {
                Benchmark = new NoBenchmark(),
                PeerServer = listen is null ? null : (desk, stop) => PeerServer.Start(desk, listen, stop),
            }).RunAsync(leave.Token);
        }

        public string Name { get; }

        public Uri? Address { get; }

        public ConcurrentQueue<NodeEvent> Events { get; } = new();

        public void On(NodeEvent happened) => Events.Enqueue(happened);

        public async ValueTask DisposeAsync()
        {
            await leave.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            leave.Dispose();
        }
    }

    private sealed class NoBenchmark : IBenchmark
    {
        public Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchmarkResult(1_000_000, 1, 0, threads, Digest.Of("benchmark"u8)));
    }

    /// <summary>An IPFS gateway that knows nothing but raw blocks, as the trustless-gateway specification has them.</summary>
    private sealed class Gateway : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, byte[]> blocks = new();
        private readonly WebApplication web;
        private readonly IBlobs blobs;
        private readonly bool lies;
        private int served;

        private Gateway(WebApplication web, IBlobs blobs, bool lies) => (this.web, this.blobs, this.lies) = (web, blobs, lies);

        public Uri Address => new(web.Urls.Single());

        public int Served => served;

        public static async Task<Gateway> Start(IBlobs blobs, bool lies)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var gateway = new Gateway(builder.Build(), blobs, lies);
            gateway.web.MapGet("/ipfs/{cid}", gateway.Answer);
            await gateway.web.StartAsync();
            return gateway;
        }

        /// <summary>Adds the files of a package, as `ipfs add` would with the same cuts.</summary>
        public async Task Publish(PackageStored package)
        {
            var manifest = Render.Tracing.Packages.PackageManifest.Decode(await blobs.Read(package.Digest, 1 << 20));
            foreach (var file in manifest.Files)
            {
                var content = await blobs.Read(Digest.Parse(file.Sha256), (int)file.Length);
                foreach (var chunk in ChunkList.Of(content).Chunks)
                    blocks[Cid.Raw(chunk.Digest).ToString()] = content.AsSpan((int)chunk.Offset, chunk.Length).ToArray();
            }
        }

        public ValueTask DisposeAsync() => web.DisposeAsync();

        private IResult Answer(string cid, HttpContext http)
        {
            Assert.Equal("raw", http.Request.Query["format"]);
            Assert.Equal(GatewayChunks.MediaType, http.Request.Headers.Accept);
            Assert.True(Cid.TryParse(cid, out _));
            Interlocked.Increment(ref served);
            return blocks.TryGetValue(cid, out var block) ? Results.Bytes(lies ? [.. block.Reverse()] : block, GatewayChunks.MediaType) : Results.NotFound();
        }
    }
}
