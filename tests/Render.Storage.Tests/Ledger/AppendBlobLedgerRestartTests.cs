using Azure.Storage.Blobs;
using Render.Lifecycle.Contracts;
using Render.Network.Economics;
using Render.Storage.Ledger;
using Render.TestStorage;

namespace Render.Storage.Tests.Ledger;

/// <summary>On an emulator of its own, which it stops.</summary>
public sealed class AppendBlobLedgerRestartTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Append_ServiceGoesAwayInBetween_WaitsAndForksNothing()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var container = new BlobContainerClient(fixture.Azurite.ConnectionString, AzuriteFixture.UniqueName("ledger"), options);
        await using var ledger = await AppendBlobLedger.Open(container, TimeProvider.System, new AppendBlobLedgerOptions { Again = TimeSpan.FromMilliseconds(50) });
        var first = await ledger.Append(Draft(0));
        var appends = Enumerable.Range(1, 200).Select(i => Task.Run(() => ledger.Append(Draft(i)))).ToArray();
        await fixture.Azurite.Stop();
        await fixture.Azurite.Restart();
        await Task.WhenAll(appends).Guarded();
        await using var again = await AppendBlobLedger.Open(container, TimeProvider.System);
        Assert.Equal(201, (await again.Head()).Count);
        Assert.Equal(first.Hash, (await again.Read(1, 1))[0].Previous);
        Assert.Equal(201, (long)await again.Balance("creator:x"));
    }

    private static LedgerDraft Draft(int number) =>
        new(LedgerEntryKind.Faucet, $"k{number}", [new Posting("faucet", -1), new Posting("creator:x", 1)], "{}"u8.ToArray());
}
