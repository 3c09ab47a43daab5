using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Render.Functions.Triggers;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Scenes;
using Render.Worker;
using Render.Worker.Client;

namespace Render.Functions.Tests.Host;

/// <summary>The real worker process, driven by every kind of trigger it has.</summary>
public sealed class WholeAppTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Job_WithNodesOverHttp_IsRenderedProvenAndSettled_ThoughTheWorkerIsKilled()
    {
        await Fund();
        var job = await Submit("0-1");
        using var nodes = new Nodes(app.Host.Url, 2);
        await Until(() => Job(job), view => view.State is JobState.Rendering or JobState.Assembling or JobState.Delivered or JobState.Settled);
        await app.Host.KillWorker();

        var settled = await Until(() => Job(job), view => view.State is JobState.Settled or JobState.Failed or JobState.Refunded or JobState.Rejected);

        Assert.Equal((JobState.Settled, null), (settled.State, settled.Reason));
        var receipt = await app.Client.Get<JobReceipt>($"/v1/jobs/{job}/receipt");
        Assert.Equal(2, receipt.Frames.Count);
        using var frame = new MemoryStream();
        await app.Client.Download($"/v1/jobs/{job}/frames/0", frame);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], frame.ToArray()[..4]);
        var accounts = await app.Client.Get<IReadOnlyList<AccountView>>("/v1/ledger/accounts");
        Assert.Equal(0, accounts.Aggregate((Int128)0, (sum, account) => sum + account.Balance));
    }

    [Fact]
    public async Task Drop_OfAScene_BecomesOneJobAVersion()
    {
        var drop = await Container();
        var scene = drop.GetBlobClient("blocks.gltf");
        await scene.UploadAsync(BinaryData.FromBytes(BundledGltf.Create()), overwrite: true);
        await drop.GetBlobClient("blocks.job.json").UploadAsync(BinaryData.FromString("{ \"size\": \"32x24\", \"samples\": 2, /* few */ \"frames\": \"0\", }"), overwrite: true);

        Assert.Null((await app.Host.BlobArrived("drop", "blocks.gltf")).Error);
        var first = await Text(drop, "blocks.job.txt");
        Assert.Null((await app.Host.BlobArrived("drop", "blocks.gltf")).Error);
        var again = await Text(drop, "blocks.job.txt");
        await scene.UploadAsync(BinaryData.FromBytes(BundledGltf.Create()), overwrite: true);
        Assert.Null((await app.Host.BlobArrived("drop", "blocks.gltf")).Error);

        Assert.Equal(first, again);
        Assert.NotEqual(first, await Text(drop, "blocks.job.txt"));
        Assert.Contains(await app.Client.Get<IReadOnlyList<JobView>>("/v1/jobs"), job => first.Contains(job.Id.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("broken.glb", "glTF but no more", null, "broken.glb did not become a job")]
    [InlineData("settings.gltf", null, "{ not json", "settings.job.json is no JSON object")]
    [InlineData("negative.gltf", null, "{ \"size\": \"-3x5\" }", "size")]
    public async Task Drop_OfWhatCannotBeAJob_IsExplainedBesideIt(string name, string? content, string? settings, string told)
    {
        var drop = await Container();
        await drop.GetBlobClient(name).UploadAsync(content is null ? BinaryData.FromBytes(BundledGltf.Create()) : BinaryData.FromString(content), overwrite: true);
        if (settings is not null)
            await drop.GetBlobClient(Path.GetFileNameWithoutExtension(name) + ".job.json").UploadAsync(BinaryData.FromString(settings), overwrite: true);

        Assert.Null((await app.Host.BlobArrived("drop", name)).Error);

        Assert.Contains(told, await Text(drop, Path.GetFileNameWithoutExtension(name) + ".error.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_OfAnythingElse_IsLeftAlone()
    {
        var drop = await Container();
        await drop.GetBlobClient("notes.txt").UploadAsync(BinaryData.FromString("hello"), overwrite: true);

        Assert.Null((await app.Host.BlobArrived("drop", "notes.txt")).Error);

        Assert.False(await drop.GetBlobClient("notes.error.txt").ExistsAsync());
    }

    [Fact]
    public async Task ReceiptQueue_ForgedReceipt_IsRefusedForGood()
    {
        var forged = new QueuedReceipt(NodeId.FromKeyDigest(new byte[32]), new SubmitReceipt(default, default, 1, new byte[8], new byte[64]));

        await Send(ReceiptQueueFunction.Queue, JsonSerializer.Serialize(forged, WireJson.Options));
        await Send(ReceiptQueueFunction.Queue, "no json");

        await Until(() => Task.FromResult(app.Host.Logs.Count(line => line.Contains("a queued receipt of", StringComparison.Ordinal))), count => count >= 2);
        Assert.Equal(0, (await Queue(ReceiptQueueFunction.Queue + "-poison").GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task WakeUpQueue_WorkflowsAndNonsense_AreWokenOrSetAside()
    {
        await Send(WakeUpQueueFunction.Queue, JsonSerializer.Serialize(new WakeUp("job:unknown", "nudge", "k1"), WireJson.Options));
        await Send(WakeUpQueueFunction.Queue, "null");

        await Until(() => Task.FromResult(app.Host.Logs.Any(line => line.Contains("job:unknown heard 'nudge': UnknownInstance", StringComparison.Ordinal))), heard => heard);
        await Until(async () => (await Queue(WakeUpQueueFunction.Queue + "-poison").GetPropertiesAsync()).Value.ApproximateMessagesCount, count => count == 1);
    }

    [Fact]
    public async Task Health_OfARunningCoordinator_SaysWhatWasLookedAt()
    {
        await Ready();

        Assert.Equal("ready", (await app.Client.Get<HealthView>("/v1/health/live")).Status);
        var ready = await app.Client.Get<ReadinessView>("/v1/health/ready");
        Assert.Equal(["blobs", "ledger", "recovered", "seat", "state"], ready.Checks.Select(check => check.Name));
        Assert.All(ready.Checks, check => Assert.True(check.Ready));
    }

    [Theory]
    [InlineData("sweep-leases")]
    [InlineData("close-epochs")]
    public async Task Timers_Tick_DoWhatIsDue(string timer)
    {
        await Ready();

        Assert.Null((await app.Host.Tick(timer)).Error);
    }

    [Fact]
    public async Task Epoch_ClosedByItsEvent_IsMintedAndTheNextBegins()
    {
        await Ready();
        var open = await Until(Epochs, epochs => epochs is [.., { Closed: false }]);

        var closed = await app.Client.Post<CloseEpochRequest, EpochView>("/v1/epochs/close", new CloseEpochRequest());

        Assert.True(closed.Closed);
        var next = await Until(Epochs, epochs => epochs is [.., { Closed: false } last] && last.Number == open[^1].Number + 1);
        Assert.True(next.Single(epoch => epoch.Number == closed.Number).Closed);
    }

    private Task<IReadOnlyList<EpochView>> Epochs() => app.Client.Get<IReadOnlyList<EpochView>>("/v1/epochs");

    private Task<HealthView> Ready() => Until(() => app.Client.Get<HealthView>("/v1/health"), health => health.Status == "ready");

    private Task<JobView> Job(JobId job) => app.Client.Get<JobView>($"/v1/jobs/{job}");

    private async Task Fund()
    {
        await Ready();
        await app.Client.Post<FaucetRequest, AccountView>("/v1/faucet", new FaucetRequest(CreatorId.Parse("local"), Tokens.FromWhole(10_000), "tests"));
    }

    private async Task<JobId> Submit(string frames)
    {
        using var scene = new MemoryStream(BundledGltf.Create());
        var stored = await app.Client.Upload("blocks.gltf", scene);
        var spec = JsonSerializer.SerializeToElement(new { package = stored.Digest.ToString(), name = "blocks", frames, size = "48x32", samples = 2 });
        return (await app.Client.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, Guid.NewGuid().ToString("N"), AutoAccept: true))).Id;
    }

    private async Task<BlobContainerClient> Container()
    {
        await Fund();
        var container = new BlobContainerClient(app.Azurite.ConnectionString, DropFunction.Container);
        await container.CreateIfNotExistsAsync();
        return container;
    }

    private static async Task<string> Text(BlobContainerClient container, string name) => (await container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    private QueueClient Queue(string name) => new(app.Azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private async Task Send(string queue, string message) => await Queue(queue).SendMessageAsync(message);

    /// <summary>Asks until the answer is as wanted; a coordinator that is away for a moment is asked again.</summary>
    private async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        object? last = null;
        while (!limit.IsCancellationRequested)
        {
            try
            {
                var answer = await ask();
                if (wanted(answer))
                    return answer;
                last = answer;
            }
            catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException)
            {
                last = e.Message;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Last seen: {last}\n{string.Join('\n', app.Host.Logs.TakeLast(60))}");
    }

    /// <summary>Nodes in this process, each of another operator.</summary>
    private sealed class Nodes : IDisposable
    {
        private readonly CancellationTokenSource _leave = new();
        private readonly string _folder = Directory.CreateTempSubdirectory("render-nodes-").FullName;
        private readonly Task[] _running;

        public Nodes(Uri coordinator, int count) => _running =
        [
            .. Enumerable.Range(1, count).Select(i => NodeAgent.RunAsync(
                new NodeOptions { Coordinator = coordinator, Home = Path.Combine(_folder, $"{i}"), Name = $"node-{i}", Operator = OperatorId.Parse($"op-{i}"), Threads = 1, MachineFolder = _folder },
                _leave.Token)),
        ];

        public void Dispose()
        {
            _leave.Cancel();
            Task.WaitAll(_running, TimeSpan.FromSeconds(10));
            _leave.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
