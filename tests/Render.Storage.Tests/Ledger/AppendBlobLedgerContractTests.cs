using Azure.Storage.Blobs;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Storage.Ledger;
using Render.TestStorage;

namespace Render.Storage.Tests.Ledger;

public class AppendBlobLedgerContractTests(AzuriteFixture fixture) : LedgerContract, IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private AppendBlobLedger _ledger = null!;

    protected override ILedger Ledger => _ledger;

    protected virtual AppendBlobLedgerOptions Options => new();

    public async Task InitializeAsync() => _ledger = await AppendBlobLedger.Open(
        new BlobContainerClient(fixture.Azurite.ConnectionString, AzuriteFixture.UniqueName("ledger")), TimeProvider.System, Options);

    public Task DisposeAsync() => _ledger.DisposeAsync().AsTask();
}

/// <summary>The same with almost nothing in memory and a new segment every other block: everything is read where it stands.</summary>
public sealed class AppendBlobLedgerFromStorageContractTests(AzuriteFixture fixture) : AppendBlobLedgerContractTests(fixture)
{
    protected override AppendBlobLedgerOptions Options => new() { RecentEntries = 1, SegmentBlocks = 2 };
}
