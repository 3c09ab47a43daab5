using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Render.Lifecycle.Ports;
using Render.Network.Proof;
using Render.Storage.Blobs;
using Render.TestStorage;

namespace Render.Storage.Tests.Blobs;

public sealed class AzureBlobsTests : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("render-spool-").FullName;
    private readonly AzureBlobsOptions _options;
    private readonly BlobServiceClient _service;
    private readonly BlobContainerClient _container;

    public AzureBlobsTests(AzuriteFixture fixture)
    {
        _options = new AzureBlobsOptions { Container = AzuriteFixture.UniqueName("blobs"), MemoryBytes = 64 << 10, TemporaryFolder = _temporary };
        _service = StorageClients.Blobs(fixture.Azurite.ConnectionString);
        _container = _service.GetBlobContainerClient(_options.Container);
    }

    private AzureBlobs Blobs => new(_service, _options);

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task Put_IsFoundUnderItsDigestByAnyClient()
    {
        var info = await Blobs.Put("content"u8.ToArray());
        var found = await _container.GetBlobClient($"{info.Digest.ToString()[..2]}/{info.Digest}").DownloadContentAsync();
        Assert.Equal("content", found.Value.Content.ToString());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200_000)]
    public async Task OpenRead_DamagedBlob_IsToldWithTheLastByte(int length)
    {
        var info = await Blobs.Put(new byte[length]);
        var damaged = new byte[length];
        damaged[length / 2] = 1;
        await _container.GetBlobClient($"{info.Digest.ToString()[..2]}/{info.Digest}").UploadAsync(new BinaryData(damaged), overwrite: true);
        await using var stream = await Blobs.OpenRead(info.Digest);
        // Whoever knows the length does not read the end.
        var error = await Assert.ThrowsAsync<BlobMismatchException>(async () => await stream.ReadExactlyAsync(new byte[length]));
        Assert.Equal((info.Digest, Digest.Of(damaged)), (error.Expected, error.Actual));
    }

    [Fact]
    public async Task Put_ManyProcessesTheSameLargeContent_AllSucceed()
    {
        var content = new byte[1_000_000];
        content[^1] = 7;
        var infos = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new AzureBlobs(_service, _options).Put(content)));
        Assert.Single(infos.Distinct());
        Assert.Equal(content, await Blobs.Read(infos[0].Digest, content.Length));
    }

    [Fact]
    public async Task Put_Large_LeavesNoTemporaryFile()
    {
        await Blobs.Put(new byte[200_000]);
        await Assert.ThrowsAsync<BlobMismatchException>(() => Blobs.Put(new MemoryStream(new byte[200_001]), Digest.Of("other"u8)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary));
    }

    [Fact]
    public async Task Put_NoRoomForTheTemporaryFile_IsToldAsFull()
    {
        var gone = new AzureBlobs(_service, _options with { TemporaryFolder = Path.Combine(_temporary, "missing") });
        await Assert.ThrowsAnyAsync<IOException>(() => gone.Put(new byte[200_000]));
        await gone.Put(new byte[10]);
    }

    [Theory]
    [InlineData(507, "InsufficientStorage")]
    [InlineData(409, "AccountQuotaExceeded")]
    public async Task Put_AccountFull_IsTold(int status, string code)
    {
        var error = await Assert.ThrowsAsync<StorageFullException>(() => Refusing(status, code).Put(new byte[5_000]));
        Assert.Equal(5_000, error.NeededBytes);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServerBusy")]
    public async Task EveryCall_ServiceCannotNow_IsToldAsUnavailable(int status, string code)
    {
        var (blobs, digest) = (Refusing(status, code), Digest.Of("any"u8));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Put(new byte[10]));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.OpenRead(digest));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Find(digest));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Exists(digest));
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Delete(digest));
        Assert.Contains($"{status} {code}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_IdentityRefused_StaysAsItIs()
    {
        // A fault of the set-up is nobody's outage: it must be seen.
        var error = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Refusing(403, "AuthorizationFailure").Put(new byte[10]));
        Assert.Equal(403, error.Status);
    }

    private static AzureBlobs Refusing(int status, string code)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new RefusingHandler(status, code)) };
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new AzureBlobs(new BlobServiceClient(new Uri("http://store.test/account?sv=1&sig=secret"), options));
    }

    private sealed class RefusingHandler(int status, string code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent([]) };
            answer.Headers.Add("x-ms-error-code", code);
            return Task.FromResult(answer);
        }
    }
}
