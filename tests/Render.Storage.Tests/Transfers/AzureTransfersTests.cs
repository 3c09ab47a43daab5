using System.Net;
using System.Web;
using Azure.Storage.Blobs;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Storage.Transfers;
using Render.TestStorage;

namespace Render.Storage.Tests.Transfers;

public sealed class AzureTransfersTests : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly NodeId Node = NodeId.FromPublicKey([1]);
    private static readonly NodeId Other = NodeId.FromPublicKey([2]);
    private readonly byte[] _content = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * 13))];
    private readonly InMemoryBlobs _store = new();
    private readonly AzureTransfersOptions _options = new() { BlobsContainer = AzuriteFixture.UniqueName("blobs"), IncomingContainer = AzuriteFixture.UniqueName("incoming") };
    private readonly BlobServiceClient _service;
    private readonly AzureTransfers _transfers;
    private readonly HttpClient _anybody = new();

    public AzureTransfersTests(AzuriteFixture fixture)
    {
        _service = new BlobServiceClient(fixture.Azurite.ConnectionString);
        _transfers = new AzureTransfers(_service, _store, TimeProvider.System, _options);
    }

    private Digest Blob => Digest.Of(_content);

    public void Dispose()
    {
        _anybody.Dispose();
        _transfers.Dispose();
    }

    private async Task<HttpStatusCode> Put(UploadGrant grant, byte[] content, Uri? url = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url ?? grant.Url) { Content = new ByteArrayContent(content) };
        foreach (var (name, value) in grant.Headers)
            request.Headers.Add(name, value);
        using var answer = await _anybody.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<int> Waiting()
    {
        var count = 0;
        await foreach (var _ in _service.GetBlobContainerClient(_options.IncomingContainer).GetBlobsAsync())
            count++;
        return count;
    }

    [Fact]
    public async Task Upload_ThenTakeIn_IsStoredAndGoneFromIncoming()
    {
        var grant = (await _transfers.Upload(Node, Blob, _content.Length))!;
        Assert.Equal(HttpStatusCode.Created, await Put(grant, _content));
        Assert.False(await _store.Exists(Blob));
        Assert.Equal(new BlobInfo(Blob, _content.Length), await _transfers.TakeIn(Node, Blob, grant.Ticket, 1_000_000));
        Assert.True(await _store.Exists(Blob));
        Assert.Equal(0, await Waiting());
        await Assert.ThrowsAsync<UploadRefusedException>(() => _transfers.TakeIn(Node, Blob, grant.Ticket, 1_000_000));
    }

    [Fact]
    public async Task TakeIn_ForgedBytes_RefusedWithoutATraceAndInNobodysWay()
    {
        var forged = (await _transfers.Upload(Other, Blob, _content.Length))!;
        var honest = (await _transfers.Upload(Node, Blob, _content.Length))!;
        await Put(forged, new byte[_content.Length]);
        await Put(honest, _content);
        var error = await Assert.ThrowsAsync<BlobMismatchException>(() => _transfers.TakeIn(Other, Blob, forged.Ticket, 1_000_000));
        Assert.Equal(Blob, error.Expected);
        Assert.False(await _store.Exists(Blob));
        Assert.False(await _store.Exists(error.Actual));
        Assert.Equal(1, await Waiting());
        await _transfers.TakeIn(Node, Blob, honest.Ticket, 1_000_000);
        Assert.True(await _store.Exists(Blob));
        Assert.Equal(0, await Waiting());
    }

    [Theory]
    [InlineData(49_999, 1_000_000)]
    [InlineData(50_001, 1_000_000)]
    [InlineData(50_000, 49_999)]
    [InlineData(50_000, 0)]
    public async Task TakeIn_OtherLengthThanGrantedOrAllowed_RefusedAndRemoved(int uploaded, long limit)
    {
        var grant = (await _transfers.Upload(Node, Blob, _content.Length))!;
        await Put(grant, [.. _content.Concat(new byte[1]).Take(uploaded)]);
        await Assert.ThrowsAsync<UploadRefusedException>(() => _transfers.TakeIn(Node, Blob, grant.Ticket, limit));
        Assert.False(await _store.Exists(Blob));
        Assert.Equal(0, await Waiting());
    }

    [Fact]
    public async Task TakeIn_AnothersTicket_NothingThere()
    {
        var grant = (await _transfers.Upload(Node, Blob, _content.Length))!;
        await Put(grant, _content);
        await Assert.ThrowsAsync<UploadRefusedException>(() => _transfers.TakeIn(Other, Blob, grant.Ticket, 1_000_000));
        Assert.Equal(1, await Waiting());
    }

    [Theory]
    [InlineData("")]
    [InlineData("5-x")]
    [InlineData("5-0123456789abcdef0123456789ABCDEF")]
    [InlineData("05-0123456789abcdef0123456789abcdef")]
    [InlineData("../../blobs/00-0123456789abcdef0123456789abcdef")]
    public async Task TakeIn_NoTicket_Refused(string ticket) =>
        await Assert.ThrowsAsync<UploadRefusedException>(() => _transfers.TakeIn(Node, Blob, ticket, 1_000_000));

    [Fact]
    public async Task Upload_Grant_CreatesOneBlobAndDoesNothingElse()
    {
        var grant = (await _transfers.Upload(Node, Blob, _content.Length))!;
        Assert.Equal(HttpStatusCode.Created, await Put(grant, _content));
        // Not again, not to read, not to delete, not elsewhere.
        Assert.NotEqual(HttpStatusCode.Created, await Put(grant, new byte[9]));
        Assert.Equal(HttpStatusCode.Forbidden, (await _anybody.GetAsync(grant.Url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _anybody.DeleteAsync(grant.Url)).StatusCode);
        var elsewhere = new Uri(grant.Url.AbsoluteUri.Replace(Node.Value, Other.Value, StringComparison.Ordinal));
        Assert.NotEqual(grant.Url, elsewhere);
        Assert.Equal(HttpStatusCode.Forbidden, await Put(grant, _content, elsewhere));
        Assert.Equal(_content.Length, (await _transfers.TakeIn(Node, Blob, grant.Ticket, 1_000_000)).Length);
    }

    [Fact]
    public async Task Download_Grant_ReadsOneBlobWithRangesAndDoesNothingElse()
    {
        // Where the store keeps it.
        var container = _service.GetBlobContainerClient(_options.BlobsContainer);
        await container.CreateAsync();
        await container.UploadBlobAsync($"{Blob.ToString()[..2]}/{Blob}", new BinaryData(_content));
        var grant = (await _transfers.Download(Blob))!;
        Assert.Equal(_content, await _anybody.GetByteArrayAsync(grant.Url));
        using var request = new HttpRequestMessage(HttpMethod.Get, grant.Url) { Headers = { Range = new(10, 19) } };
        using var part = await _anybody.SendAsync(request);
        Assert.Equal(_content[10..20], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await _anybody.DeleteAsync(grant.Url)).StatusCode);
        var query = HttpUtility.ParseQueryString(grant.Url.Query);
        Assert.Equal(("r", "b"), (query["sp"], query["sr"]));
        Assert.InRange(grant.Expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Construction_HttpToAnotherMachine_Refused() => Assert.Throws<ArgumentException>(
        () => new AzureTransfers(new BlobServiceClient(new Uri("http://store.test/")), _store, TimeProvider.System));
}
