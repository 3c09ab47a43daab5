using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Api;
using Render.Api.Tests.Support;
using Render.Lifecycle;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Storage.Transfers;
using Render.TestStorage;
using Render.Worker.Client;
using Render.Worker.Identity;

namespace Render.Storage.Tests.Transfers;

/// <summary>A node's client, the API over HTTP, and the store: who carries the bytes, and what becomes of false ones.</summary>
public sealed class ExchangeTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly byte[] _content = [.. Enumerable.Range(0, 2_000_000).Select(i => (byte)(i * 13 + i / 256))];
    private readonly AzureTransfersOptions _options = new() { BlobsContainer = AzuriteFixture.UniqueName("blobs"), IncomingContainer = AzuriteFixture.UniqueName("incoming") };
    private readonly InMemoryBlobs _store = new();
    private readonly StubDesk _desk = new();
    private readonly Counted _carried = new();
    private readonly string _home = Directory.CreateTempSubdirectory("render-exchange-").FullName;
    private WebApplication _app = null!;
    private NodeIdentity _identity = null!;
    private HttpClient _http = null!;
    private CoordinatorClient _node = null!;
    private BlobServiceClient _service = null!;

    private Digest Blob => Digest.Of(_content);

    public async Task InitializeAsync()
    {
        _service = new BlobServiceClient(fixture.Azurite.ConnectionString);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services
            .AddSingleton<INodeDesk>(_desk).AddSingleton<ICreatorDesk>(_desk).AddSingleton<INetworkDesk>(_desk).AddSingleton(new LifecycleOptions { EngineBuild = 1 })
            .AddSingleton<IBlobs>(_store).AddSingleton<INetworkEvents>(new EventRing(TimeProvider.System, 8))
            .AddSingleton<IBlobTransfers>(new AzureTransfers(_service, _store, TimeProvider.System, _options))
            .AddRenderApi(new RenderApiOptions { AdminToken = "0123456789abcdef-token" });
        _app = builder.Build();
        _app.MapRenderApi();
        await _app.StartAsync();
        _identity = NodeIdentity.LoadOrCreate(_home);
        _carried.Coordinator = new Uri(_app.Urls.Single());
        _http = new HttpClient(_carried) { BaseAddress = _carried.Coordinator };
        _node = new CoordinatorClient(_http, _identity, TimeProvider.System);
        await _node.Register(
            new RegisterNode(
                _identity.PublicKey, OperatorId.Parse("op-a"), "n", "local", default,
                new HardwareFacts(1, "cpu", 1, 1, 1, "os", "x64", 1, default), new BenchmarkResult(1, 1, 0, 1, default)),
            default);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _identity.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Put_Large_IsStoredAndNotCarriedByTheCoordinator()
    {
        await _node.PutBlob(Blob, _content, default);
        Assert.Equal(_content, await _store.Read(Blob, _content.Length));
        Assert.InRange(_carried.Bytes, 1, 10_000);
        Assert.Equal(0, await Waiting());
        await _node.PutBlob(Blob, _content, default);
    }

    [Fact]
    public async Task Put_FalseBytes_RefusedAndTheHonestUploadIsTaken()
    {
        var forged = (byte[])_content.Clone();
        forged[1_000_000] ^= 1;
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => _node.PutBlob(Blob, forged, default));
        Assert.Equal("blob-mismatch", refused.Code);
        Assert.False(await _store.Exists(Blob));
        Assert.False(await _store.Exists(Digest.Of(forged)));
        Assert.Equal(0, await Waiting());
        await _node.PutBlob(Blob, _content, default);
        Assert.True(await _store.Exists(Blob));
    }

    [Fact]
    public async Task Put_LeaseEndsWhileUploading_ForbiddenAndRemoved()
    {
        _carried.AtTheStore = () => _desk.Storing = false;
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => _node.PutBlob(Blob, _content, default));
        Assert.Equal("blob-store-refused", refused.Code);
        Assert.Equal(0, await Waiting());
    }

    [Fact]
    public async Task Put_StoreOutOfReach_CarriedByTheCoordinator()
    {
        _carried.AtTheStore = () => throw new HttpRequestException("no route");
        await _node.PutBlob(Blob, _content, default);
        Assert.True(await _store.Exists(Blob));
        Assert.True(_carried.Bytes > _content.Length);
    }

    [Fact]
    public async Task Get_Large_ComesFromTheStoreToWhoMayReadIt()
    {
        var container = _service.GetBlobContainerClient(_options.BlobsContainer);
        await container.CreateAsync();
        await container.UploadBlobAsync($"{Blob.ToString()[..2]}/{Blob}", new BinaryData(_content));
        using var copy = new MemoryStream();
        await Assert.ThrowsAsync<CoordinatorRefusedException>(() => _node.GetBlob(Blob, copy, _content.Length, default));
        _desk.Readable.Add(Blob);
        var allowed = new CoordinatorClient(_http, _identity, TimeProvider.System);
        await allowed.GetBlob(Blob, copy, _content.Length, default);
        Assert.Equal(_content, copy.ToArray());
    }

    private async Task<int> Waiting()
    {
        var count = 0;
        await foreach (var _ in _service.GetBlobContainerClient(_options.IncomingContainer).GetBlobsAsync())
            count++;
        return count;
    }

    /// <summary>Counts what goes to the coordinator, and may cut the way to the store.</summary>
    private sealed class Counted() : DelegatingHandler(new SocketsHttpHandler())
    {
        public Uri Coordinator { get; set; } = null!;

        public Action AtTheStore { get; set; } = () => { };

        public long Bytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Authority == Coordinator.Authority)
                Bytes += request.Content?.Headers.ContentLength ?? 0;
            else
                AtTheStore();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
