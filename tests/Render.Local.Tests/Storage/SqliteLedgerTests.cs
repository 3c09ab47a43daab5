using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Network.Economics;

namespace Render.Local.Tests.Storage;

public sealed class SqliteLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static LedgerDraft Draft(string key, string from, string to, long amount) =>
        new(LedgerEntryKind.Faucet, key, [new Posting(from, -amount), new Posting(to, amount)], default);

    [Fact]
    public async Task Append_ClockSetBack_TimesNeverFall()
    {
        await using var store = SqliteStore.Open(_folder["data.db"]);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var ledger = new SqliteLedger(store, time);
        var first = await ledger.Append(Draft("a", "faucet", "creator:x", 1));
        time.AdjustTime(DateTimeOffset.UnixEpoch.AddYears(40));
        var second = await ledger.Append(Draft("b", "faucet", "creator:x", 1));
        Assert.Equal(first.TimeUnixMs, second.TimeUnixMs);
    }

    [Fact]
    public async Task Append_AfterReopening_ContinuesTheChain()
    {
        LedgerEntry first;
        await using (var store = SqliteStore.Open(_folder["data.db"]))
        {
            first = await new SqliteLedger(store, TimeProvider.System).Append(Draft("a", "faucet", "creator:x", 1));
        }

        await using var again = SqliteStore.Open(_folder["data.db"]);
        var second = await new SqliteLedger(again, TimeProvider.System).Append(Draft("b", "creator:x", "treasury", 1));
        Assert.Equal(first.Hash, second.Previous);
        Assert.Equal(1, second.Sequence);
    }

    /// <summary>Against a dictionary: random transfers, repeated keys among them, waiting in groups as they come.</summary>
    [Property(MaxTest = 25)]
    public async Task Append_RandomTransfers_MatchesAModel((byte Key, byte From, byte To, byte Amount)[] transfers)
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(folder["data.db"], new SqliteStoreOptions { CheckIntegrity = false });
        var ledger = new SqliteLedger(store, TimeProvider.System);
        string[] accounts = ["faucet", "creator:a", "creator:b", "treasury"];
        var balances = accounts.ToDictionary(account => account, _ => (Int128)0);
        var known = new Dictionary<string, LedgerDraft>();
        foreach (var transfer in transfers)
        {
            var (from, to) = (accounts[transfer.From % 4], accounts[transfer.To % 4]);
            var draft = Draft($"k{transfer.Key % 16}", from, to, transfer.Amount % 8);
            var error = await Record.ExceptionAsync(() => ledger.Append(draft));
            if (known.TryGetValue(draft.Key, out var before))
            {
                Assert.Equal(!before.Postings.SequenceEqual(draft.Postings), error is LedgerConflictException);
            }
            else if (from == to || transfer.Amount % 8 == 0)
            {
                Assert.IsType<UnbalancedPostingsException>(error);
            }
            else if (from != "faucet" && balances[from] < transfer.Amount % 8)
            {
                Assert.IsType<InsufficientBalanceException>(error);
            }
            else
            {
                Assert.Null(error);
                known.Add(draft.Key, draft);
                balances[from] -= transfer.Amount % 8;
                balances[to] += transfer.Amount % 8;
            }
        }

        foreach (var (account, balance) in balances)
        {
            Assert.Equal(balance, await ledger.Balance(account));
        }

        Assert.Equal(known.Count, (await ledger.Head()).Count);
    }
}
