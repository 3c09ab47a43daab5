using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Storage.Blobs;
using Render.TestStorage;

namespace Render.Storage.Tests.Blobs;

public sealed class AzureBlobsContractTests(AzuriteFixture fixture) : BlobsContract, IClassFixture<AzuriteFixture>
{
    protected override IBlobs Blobs { get; } = new AzureBlobs(
        StorageClients.Blobs(fixture.Azurite.ConnectionString), new AzureBlobsOptions { Container = AzuriteFixture.UniqueName("blobs") });
}

/// <summary>The same where nothing fits into memory: temporary files, and blobs sent in blocks.</summary>
public sealed class LargeAzureBlobsContractTests(AzuriteFixture fixture) : BlobsContract, IClassFixture<AzuriteFixture>
{
    protected override IBlobs Blobs { get; } = new AzureBlobs(
        StorageClients.Blobs(fixture.Azurite.ConnectionString), new AzureBlobsOptions { Container = AzuriteFixture.UniqueName("blobs"), MemoryBytes = 4_000 });
}
