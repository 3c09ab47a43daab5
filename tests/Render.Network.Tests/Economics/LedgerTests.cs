using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class LedgerTests
{
    private static readonly string Alice = Accounts.Creator(CreatorId.Parse("alice"));
    private static readonly LedgerEntry Entry = LedgerHash.Chain(
        new FaucetGranted(Alice, Tokens.One, "first").ToDraft(), LedgerHash.Chain(new BeaconAnchored(0, Samples.Digest("anchor"), 5).ToDraft(), null, 1_000), 2_000);

    [Fact]
    public void Hash_AnyFieldChanged_Differs()
    {
        LedgerEntry[] changed =
        [
            Entry with { Sequence = 2 }, Entry with { Kind = LedgerEntryKind.StakeLocked }, Entry with { Key = "faucet/second" }, Entry with { TimeUnixMs = 2_001 },
            Entry with { Postings = [.. Entry.Postings.Reverse()] }, Entry with { Postings = [Entry.Postings[0]] },
            Entry with { Postings = [Entry.Postings[0] with { Delta = Entry.Postings[0].Delta + 1 }, Entry.Postings[1]] },
            Entry with { Payload = "{}"u8.ToArray() }, Entry with { Previous = default },
        ];
        Assert.Equal(Entry.Hash, LedgerHash.Of(Entry));
        Assert.Equal(changed.Length + 1, changed.Append(Entry).Select(LedgerHash.Of).Distinct().Count());
    }

    [Fact]
    public void Hash_TextMovedBetweenKeyAndAccount_Differs()
    {
        var (a, b) = (Entry with { Key = "ab", Postings = [new Posting("c", 1)] }, Entry with { Key = "a", Postings = [new Posting("bc", 1)] });
        Assert.NotEqual(LedgerHash.Of(a), LedgerHash.Of(b));
    }

    [Fact]
    public void Chain_ClockSetBack_KeepsTheLastTime() =>
        Assert.Equal(2_000, LedgerHash.Chain(new FaucetGranted(Alice, Tokens.One, "second").ToDraft(), Entry, 500).TimeUnixMs);

    [Property]
    public bool Rules_PostingsThatDoNotBalance_AreRefused(int delta, int other)
    {
        var draft = Draft(new Posting(Accounts.Faucet, delta), new Posting(Alice, other));
        return (LedgerRules.Check(draft, _ => 1L << 40).Count == 0) == (delta + (long)other == 0 && delta != 0);
    }

    [Fact]
    public void Rules_AccountBelowZero_IsRefusedUnlessItIsASource()
    {
        Assert.Contains(LedgerRules.Check(Draft(new Posting(Alice, -6), new Posting(Accounts.Treasury, 6)), _ => 5), f => f.Fault == BookFault.Overdrawn);
        Assert.Empty(LedgerRules.Check(Draft(new Posting(Alice, -5), new Posting(Accounts.Treasury, 5)), _ => 5));
        Assert.Empty(LedgerRules.Check(Draft(new Posting(Accounts.Minted, -6), new Posting(Accounts.Treasury, 6)), _ => 0));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("creator:")]
    [InlineData("bank:alice")]
    public void Rules_UnknownAccount_IsRefused(string account) =>
        Assert.Contains(LedgerRules.Check(Draft(new Posting(Accounts.Faucet, -1), new Posting(account, 1)), _ => 0), f => f.Fault == BookFault.Postings);

    [Fact]
    public void Rules_AccountTwiceOrOverflowing_IsRefused()
    {
        Assert.NotEmpty(LedgerRules.Check(Draft(new Posting(Accounts.Faucet, -2), new Posting(Alice, 1), new Posting(Alice, 1)), _ => 0));
        Assert.NotEmpty(LedgerRules.Check(Draft(new Posting(Accounts.Faucet, -1), new Posting(Alice, 1)), _ => Int128.MaxValue));
    }

    [Fact]
    public void Payload_NotCanonical_IsRefused()
    {
        var json = Encoding.UTF8.GetString(Entry.Payload.Span);
        Assert.Equal("{\"account\":\"creator:alice\",\"amount\":\"1000000000000000000\",\"request\":\"first\"}", json);
        foreach (var wrong in new[] { json + " ", json.Replace(":", ": ", StringComparison.Ordinal), json.Replace("first", "\\u0066irst", StringComparison.Ordinal), json.Replace("\"request\":\"first\"", "\"request\":null", StringComparison.Ordinal), json[..^1] + ",\"more\":1}", "{}", "null", "" })
            Assert.ThrowsAny<JsonException>(() => PayloadJson.Read(LedgerEntryKind.Faucet, Encoding.UTF8.GetBytes(wrong)));
        Assert.Equal(new FaucetGranted(Alice, Tokens.One, "first"), PayloadJson.Read<FaucetGranted>(Entry));
    }

    [Fact]
    public void Payload_SettlementAndRefund_ShareAKey()
    {
        var job = JobId.Parse("job-1");
        Assert.Equal("job-closed/job-1", new JobRefunded(job, CreatorId.Parse("alice"), Tokens.One, "cancelled").Key());
        Assert.Equal("job-closed/job-1", SampleNetwork.Run().Payload<JobSettled>().Key());
    }

    private static LedgerDraft Draft(params Posting[] postings) => new(LedgerEntryKind.Faucet, "key", postings, "{}"u8.ToArray());
}
