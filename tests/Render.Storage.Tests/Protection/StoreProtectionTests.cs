using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Render.Storage.Protection;
using Render.TestStorage;

namespace Render.Storage.Tests.Protection;

public sealed class StoreProtectionTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Missing_StoreWithoutPolicies_NamesBothContainers()
    {
        // The emulator knows no policies.
        var service = new BlobServiceClient(fixture.Azurite.ConnectionString);
        var (blobs, ledger) = (AzuriteFixture.UniqueName("blobs"), AzuriteFixture.UniqueName("ledger"));
        await service.CreateBlobContainerAsync(blobs);
        await service.CreateBlobContainerAsync(ledger);
        var missing = await StoreProtection.Missing(service, blobs, ledger);
        Assert.Equal(2, missing.Count);
        Assert.Contains($"'{blobs}'", missing[0], StringComparison.Ordinal);
        Assert.Contains($"'{ledger}'", missing[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-ms-has-immutability-policy", 0)]
    [InlineData("x-ms-immutable-storage-with-versioning-enabled", 0)]
    [InlineData("x-ms-has-legal-hold", 2)]
    public async Task Missing_StoreThatTellsOfAPolicy_Nothing(string header, int missing)
    {
        using var played = new Played(header);
        var service = new BlobServiceClient(new Uri("https://account.blob.core.windows.net"), new BlobClientOptions { Transport = new HttpClientTransport(played) });
        Assert.Equal(missing, (await StoreProtection.Missing(service)).Count);
    }

    private sealed class Played(string header) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"0x1\"");
            answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
            answer.Headers.Add(header, "true");
            return Task.FromResult(answer);
        }
    }
}
