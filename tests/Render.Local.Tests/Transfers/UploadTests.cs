using System.Globalization;
using Render.Local.Tests.Faults.Support;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Tests.Transfers;

/// <summary>Scenes on their way to a real coordinator.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Line line = new();
    private FaultNetwork network = null!;

    public async Task InitializeAsync() => network = await FaultNetwork.Start();

    public async Task DisposeAsync()
    {
        await network.DisposeAsync();
        line.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Upload_OfALargeScene_IsThePackageOfThePlainUpload()
    {
        var scene = LargeScene.Create();
        var stored = await Upload(scene);
        Assert.Equal((await network.Store(scene)).Digest, stored.Digest);
        Assert.Equal(ChunkList.Of(scene).Chunks.Count, line.Chunks);
    }

    [Fact]
    public async Task Upload_OfASmallScene_IsOneRequest()
    {
        await Upload(TestScenes.SampleScenes.Quad());
        Assert.Equal((0, 1), (line.Chunks, line.Requests));
    }

    [Fact]
    public async Task Upload_Again_SendsNothing()
    {
        var first = await Upload(LargeScene.Create());
        line.Reset();
        var seen = new Seen();
        Assert.Equal(first.Digest, (await Upload(LargeScene.Create(), seen)).Digest);
        Assert.Equal(0, line.Chunks);
        Assert.Equal(seen.All.Single().Length, seen.All.Single().Before);
    }

    [Fact]
    public async Task Upload_OfAChangedScene_SendsWhatChanged()
    {
        await Upload(LargeScene.Create());
        line.Reset();
        var changed = LargeScene.Create(moved: 100);
        var stored = await Upload(changed);
        Assert.InRange(line.Bytes, 3_600, ChunkSizes.Largest);
        Assert.Equal((await network.Store(changed)).Digest, stored.Digest);
    }

    [Fact]
    public async Task Upload_BrokenOff_SendsTheRestWhenBegunAgain()
    {
        using var broken = new CancellationTokenSource();
        line.OnChunk = sent =>
        {
            // Four go at once: two have arrived.
            if (sent == 6)
                broken.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Upload(LargeScene.Create(), cancellation: broken.Token));
        line.Reset();
        var seen = new Seen();
        await Upload(LargeScene.Create(), seen);
        Assert.True(seen.All[0].Before > 0);
        Assert.Equal(seen.All[0].Length - seen.All[0].Before, line.Bytes);
    }

    [Fact]
    public async Task Upload_OverALineThatDropsEveryOtherChunk_Arrives()
    {
        var calls = 0;
        line.OnChunk = _ =>
        {
            if (Interlocked.Increment(ref calls) % 2 == 1)
                throw new HttpRequestException(HttpRequestError.ConnectionError, "cut");
        };
        Assert.Equal((await network.Store(LargeScene.Create())).Digest, (await Upload(LargeScene.Create())).Digest);
    }

    [Fact]
    public async Task Upload_FileWrittenToMeanwhile_IsRefused()
    {
        var path = folder["scene.glb"];
        await File.WriteAllBytesAsync(path, LargeScene.Create());
        line.OnAsked = () =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(1_000_000);
        };
        await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => Client().Run("scene.glb", open));
        Assert.Equal("blob-mismatch", refused.Code);
    }

    [Fact]
    public async Task List_Malformed_IsAProblem()
    {
        foreach (var body in new byte[][] { [], [1, 2, 3], [.. ChunkList.Of(LargeScene.Create()).Encode(), 0], new byte[ChunkList.MostBytes + 1] })
            Assert.Contains(
                (await network.Refused(HttpMethod.Post, "/v1/packages?name=a.glb", body, ChunkList.MediaType)).Code, new[] { "chunk-list-invalid", "body-too-large" });
    }

    [Fact]
    public async Task List_OfChunksThatWereNotSent_IsAProblem() => Assert.Equal(
        ProblemCodes.ChunksMissing,
        (await network.Refused(HttpMethod.Post, "/v1/packages?name=a.glb", ChunkList.Of(LargeScene.Create()).Encode(), ChunkList.MediaType)).Code);

    [Fact]
    public async Task Chunk_LargerThanAny_IsRefused() => Assert.Equal(
        "body-too-large",
        (await network.Refused(HttpMethod.Put, $"/v1/blobs/{Network.Proof.Digest.Of(new byte[ChunkSizes.Largest + 1])}", new byte[ChunkSizes.Largest + 1])).Code);

    [Fact]
    public async Task Submit_ASceneThatIsThereInParts_SaysHowMuch()
    {
        await Upload(LargeScene.Create());
        await File.WriteAllBytesAsync(folder["changed.glb"], LargeScene.Create(moved: 100));
        var (_, _, error) = await network.Run("quote", folder["changed.glb"], "--size", "16x16", "--samples", "1");
        var said = error.Split('\n')[0];
        Assert.StartsWith("changed.glb: 2.2 MB, ", said);
        Assert.Contains(" there already, ", said);
        Assert.EndsWith(" to send", said.TrimEnd());
    }

    private async Task<PackageStored> Upload(byte[] scene, IProgress<UploadProgress>? progress = null, CancellationToken cancellation = default)
    {
        var path = folder[Guid.NewGuid().ToString("N") + ".glb"];
        await File.WriteAllBytesAsync(path, scene, CancellationToken.None);
        await using var file = File.OpenRead(path);
        return await Client().Run("scene.glb", file, progress, cancellation);
    }

    private ChunkedUpload Client() => new(new AdminClient(new HttpClient(line, disposeHandler: false) { BaseAddress = network.Host.Address.Url }, network.Host.Address.Token), new NoWaiting());

    /// <summary>The line to the coordinator: counts what goes over it, and is cut where the test says.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
    {
        private long bytes;
        private int chunks;
        private int requests;

        public long Bytes => bytes;

        public int Chunks => chunks;

        public int Requests => requests;

        public Action<int> OnChunk { get; set; } = _ => { };

        public Action OnAsked { get; set; } = () => { };

        public void Reset()
        {
            (bytes, chunks, requests) = (0, 0, 0);
            OnChunk = _ => { };
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref requests);
            if (request.Method == HttpMethod.Put)
            {
                OnChunk(Interlocked.Increment(ref chunks));
                Interlocked.Add(ref bytes, request.Content!.Headers.ContentLength!.Value);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("/missing", StringComparison.Ordinal))
                OnAsked();
            return answer;
        }
    }

    private sealed class Seen : IProgress<UploadProgress>
    {
        public List<UploadProgress> All { get; } = [];

        public void Report(UploadProgress value)
        {
            lock (All)
                All.Add(value);
        }
    }

    /// <summary>A clock by which every wait is over at once.</summary>
    private sealed class NoWaiting : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
