using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Lifecycle.Contracts;

/// <summary>What every <see cref="ILedger"/> does.</summary>
public abstract class LedgerContract
{
    /// <summary>An empty book.</summary>
    protected abstract ILedger Ledger { get; }

    protected static LedgerDraft Draft(string key, params (string Account, long Delta)[] postings) =>
        new(LedgerEntryKind.Faucet, key, [.. postings.Select(posting => new Posting(posting.Account, posting.Delta))], """{"why":"test"}"""u8.ToArray());

    [Fact]
    public async Task Append_First_StartsTheChain()
    {
        Assert.Equal(default, await Ledger.Head());
        var entry = await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        Assert.Equal(0, entry.Sequence);
        Assert.True(entry.Previous.IsZero);
        Assert.Equal(LedgerHash.Of(entry), entry.Hash);
        Assert.Equal(new LedgerHead(1, entry.Hash), await Ledger.Head());
        Assert.Equal(5, await Ledger.Balance("creator:x"));
        Assert.Equal(-5, await Ledger.Balance("faucet"));
        Assert.Equal(0, await Ledger.Balance("creator:y"));
    }

    [Fact]
    public async Task Append_SameAgain_GivesTheFirstEntry()
    {
        var first = await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        var again = await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        Assert.Equal((first.Sequence, first.Hash), (again.Sequence, again.Hash));
        Assert.Equal(5, await Ledger.Balance("creator:x"));
        Assert.Equal(1, (await Ledger.Head()).Count);
    }

    [Fact]
    public async Task Append_SameKeyOtherContent_Conflict()
    {
        await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        var error = await Assert.ThrowsAsync<LedgerConflictException>(() => Ledger.Append(Draft("a", ("faucet", -6), ("creator:x", 6))));
        Assert.Equal("a", error.Key);
        Assert.Equal(5, await Ledger.Balance("creator:x"));
    }

    [Fact]
    public async Task Append_BeyondBalance_RefusedWhole()
    {
        await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        var error = await Assert.ThrowsAsync<InsufficientBalanceException>(
            () => Ledger.Append(Draft("b", ("treasury", 6), ("creator:x", -6))));
        Assert.Equal(("creator:x", (Int128)5, (Int128)6), (error.Account, error.Has, error.Needs));
        Assert.Equal(5, await Ledger.Balance("creator:x"));
        Assert.Equal(0, await Ledger.Balance("treasury"));
        Assert.Null(await Ledger.Find("b"));
        Assert.Equal(1, (await Ledger.Append(Draft("b", ("treasury", 5), ("creator:x", -5)))).Sequence);
    }

    [Fact]
    public async Task Append_NotADoubleEntry_Throws()
    {
        await Assert.ThrowsAsync<UnbalancedPostingsException>(() => Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 6))));
        await Assert.ThrowsAsync<UnbalancedPostingsException>(() => Ledger.Append(Draft("a", ("faucet", 0))));
        await Assert.ThrowsAsync<UnbalancedPostingsException>(() => Ledger.Append(Draft("a", ("faucet", -5), ("faucet", 5))));
        await Assert.ThrowsAsync<UnbalancedPostingsException>(() => Ledger.Append(Draft("", ("faucet", -5), ("creator:x", 5))));
        Assert.Equal(0, (await Ledger.Head()).Count);
    }

    [Fact]
    public async Task Append_NoPostings_Recorded()
    {
        var entry = await Ledger.Append(new LedgerDraft(LedgerEntryKind.BeaconRevealed, "beacon:1", [], new byte[] { 1, 2, 3 }));
        Assert.Equal(LedgerHash.Of(entry), entry.Hash);
    }

    [Fact]
    public async Task Append_LargeAmounts_Exact()
    {
        var amount = (Int128)123_456_789_012_345_678 * 1_000_000_000_000_000_000;
        await Ledger.Append(new LedgerDraft(LedgerEntryKind.Faucet, "a", [new Posting("faucet", -amount), new Posting("creator:x", amount)], default));
        Assert.Equal(amount, await Ledger.Balance("creator:x"));
        Assert.Equal(amount, (await Ledger.Find("a"))!.Postings[1].Delta);
    }

    [Fact]
    public async Task Append_ManyAtOnce_OneUnbrokenChain()
    {
        await Ledger.Append(Draft("fund", ("faucet", -1_000), ("creator:x", 1_000)));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => Ledger.Append(Draft($"k{i % 50}", ("creator:x", -1), ($"operator:{i % 50 % 3}", 1))))));
        var entries = await Ledger.Read(0, 1_000);
        var before = default(Digest);
        for (var i = 0; i < entries.Count; i++)
        {
            Assert.Equal(i, entries[i].Sequence);
            Assert.Equal(before, entries[i].Previous);
            Assert.Equal(LedgerHash.Of(entries[i]), entries[i].Hash);
            before = entries[i].Hash;
        }

        Assert.Equal(51, entries.Count);
        Assert.Equal(950, await Ledger.Balance("creator:x"));
        Assert.Equal((Int128)0, (await Ledger.Balances()).Aggregate((Int128)0, (sum, balance) => sum + balance.Amount));
    }

    [Fact]
    public async Task Read_FromTheMiddle_InOrder()
    {
        for (var i = 0; i < 10; i++)
        {
            await Ledger.Append(Draft($"k{i}", ("faucet", -1), ("creator:x", 1)));
        }

        Assert.Equal([4, 5, 6], (await Ledger.Read(4, 3)).Select(entry => entry.Sequence));
        Assert.Equal([8, 9], (await Ledger.Read(8, 100)).Select(entry => entry.Sequence));
        Assert.Empty(await Ledger.Read(10, 100));
    }

    [Fact]
    public async Task Balances_Prefix_OnlyThose()
    {
        await Ledger.Append(Draft("a", ("faucet", -6), ("creator:b", 1), ("creator:a", 2), ("treasury", 3)));
        Assert.Equal([new LedgerBalance("creator:a", 2), new LedgerBalance("creator:b", 1)], await Ledger.Balances("creator:"));
        Assert.Equal(4, (await Ledger.Balances()).Count);
    }

    [Fact]
    public async Task Find_Appended_SameEntry()
    {
        var entry = await Ledger.Append(Draft("a", ("faucet", -5), ("creator:x", 5)));
        var found = (await Ledger.Find("a"))!;
        Assert.Equal(entry.Hash, LedgerHash.Of(found));
        Assert.Equal("""{"why":"test"}"""u8.ToArray(), found.Payload.ToArray());
        Assert.Null(await Ledger.Find("b"));
    }
}
