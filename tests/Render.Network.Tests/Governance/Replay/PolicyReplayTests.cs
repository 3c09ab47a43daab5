using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Governance.Replay;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Network.Tests.Economics;

namespace Render.Network.Tests.Governance.Replay;

/// <summary>A replay under a change is right where a network that had the change from the beginning has the same books.</summary>
public sealed class PolicyReplayTests
{
    private static readonly Tokens Price = Tokens.FromWhole(20);
    private static readonly Tokens Cap = Tokens.FromWhole(2);

    [Fact]
    public void Of_NoChange_GivesTheSameBooks()
    {
        var result = Replay(SampleNetwork.Run().Entries, []);
        Assert.All(result.Epochs, epoch => Assert.Equal(epoch.Before, epoch.After));
        Assert.All(result.Parties, party => Assert.Equal(0, party.Gain));
        Assert.Equal(result.Supply, result.SupplyAfter);
        Assert.Equal(0, result.Repriced);
    }

    [Theory]
    [InlineData("split.burnBp", "9001", "split.operatorsBp", "499")]
    [InlineData("split.burnBp", "4001", "split.treasuryBp", "999")]
    [InlineData("emission.capPerWorkUnit", "\"7\"")]
    [InlineData("emission.availabilityBp", "777", "emission.capPerWorkUnit", "\"300000000000000\"")]
    [InlineData("emission.schedule.periods", """[{"epochs":1,"perEpoch":"1000001"},{"epochs":1,"perEpoch":"3"}]""")]
    [InlineData("emission.recycledPerEpoch", "\"9\"", "emission.recycledFromEpoch", "1", "emission.schedule.periods", """[{"epochs":1,"perEpoch":"5"},{"epochs":1,"perEpoch":"0"}]""")]
    [InlineData("penalties.forged.stakePpm", "333333")]
    [InlineData("penalties.forged.stakePpm", "0")]
    public void Of_Change_GivesTheBooksOfANetworkThatAlwaysHadIt(params string[] changes)
    {
        var diff = Diff(changes);
        var result = Replay(SampleNetwork.Run().Entries, diff);
        Same(SampleNetwork.Under(Changed(diff), Price, Cap).Books, result);
        Assert.Contains(result.Epochs, epoch => epoch.Before != epoch.After);
        Assert.Empty(result.NotFollowed);
    }

    [Theory]
    [InlineData(false, "disputes.bond", "\"12345678901234567\"")]
    [InlineData(false, "disputes.winnerPpm", "123457", "disputes.arbitersPpm", "600001")]
    [InlineData(true, "penalties.disputeLost.stakePpm", "99999")]
    [InlineData(false, "penalties.falseArbitration.stakePpm", "77777", "penalties.noArbitration.stakePpm", "55555")]
    public void Of_ChangeOfDisputes_GivesTheBooksOfANetworkThatAlwaysHadIt(bool nodeLoses, params string[] changes)
    {
        var diff = Diff(changes);
        var result = Replay(Disputed(SampleNetwork.Run(), nodeLoses).Entries, diff);
        Same(Disputed(SampleNetwork.Under(Changed(diff), Price, Cap), nodeLoses).Books, result);
        Assert.Contains(result.Parties, party => party.Gain != 0);
    }

    [Theory]
    [InlineData("prices.floor", "\"700000000000001\"", 1_000_000_000_000_000, 700_000_000_000_001, 1)]
    [InlineData("prices.floor", "\"3000000000000000\"", 2_000_000_000_000_000, 3_000_000_000_000_000, 0)]
    [InlineData("prices.ceiling", "\"2000000000000000\"", 4_000_000_000_000_000, 2_000_000_000_000_000, 0)]
    [InlineData("prices.ceiling", "\"2000000000000000000\"", 1_000_000_000_000_000_000, 2_000_000_000_000_000_000, 0)]
    [InlineData("prices.floor", "\"1500000000000000\"", 2_000_000_000_000_000, 2_000_000_000_000_000, null)]
    public void Of_ChangeOfBounds_MovesPricesThatTheyBind(string path, string value, long ask, long askAfter, int? fromFloor)
    {
        // The least change of all that keeps the cap on minting within what a job loses for good.
        var diff = Diff([path, value, "emission.capPerWorkUnit", "\"300000000000000\""]);
        var result = Replay(SampleNetwork.Under(SampleNetwork.Policy, PriceOf(ask, SampleNetwork.Policy), Cap).Entries, diff);
        var (before, after) = (PriceOf(ask, SampleNetwork.Policy), PriceOf(askAfter, Changed(diff)));
        Same(SampleNetwork.Under(Changed(diff), after, Cap.MultiplyDivideUp(after.Units, before.Units)).Books, result);
        Assert.Equal((fromFloor is null ? 0 : 1, fromFloor ?? 0), (result.Repriced, result.RepricedFromFloor));
    }

    [Fact]
    public void Of_ChangeOfATiersMultiplier_MovesItsPrices()
    {
        var diff = Diff(["tiers.economy.priceMilli", "1750"]);
        var (before, after) = (PriceOf(2_000_000_000_000_000, SampleNetwork.Policy), PriceOf(2_000_000_000_000_000, Changed(diff)));
        var result = Replay(SampleNetwork.Under(SampleNetwork.Policy, before, Cap).Entries, diff);
        Same(SampleNetwork.Under(Changed(diff), after, Cap.MultiplyDivideUp(after.Units, before.Units)).Books, result);
    }

    [Fact]
    public void Of_ChangeThatTheBooksCannotTell_SaysSo() =>
        Assert.Equal(["leases.auditSeconds", "emission.epochSeconds"], Replay(SampleNetwork.Run().Entries, Diff(["leases.auditSeconds", "61", "emission.epochSeconds", "60"])).NotFollowed);

    [Fact]
    public void Of_ChangeThatAPolicyDoesNotAllow_SaysWhichAndWhere()
    {
        var (result, errors) = PolicyReplay.Of(SampleNetwork.Run().Entries, new PolicyDiff(Diff(["split.burnBp", "4499"])));
        Assert.Null(result);
        Assert.Contains("ledger entry 0", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OpenEpoch_IsTheLast()
    {
        var entries = SampleNetwork.Run().Entries;
        var settled = Enumerable.Range(0, entries.Count).Single(i => entries[i].Kind == LedgerEntryKind.JobSettled);
        var epoch = Assert.Single(Replay([.. entries.Take(settled + 1)], Diff(["split.burnBp", "5000", "split.operatorsBp", "4500"])).Epochs);
        Assert.False(epoch.Closed);
        Assert.True(epoch.After.Burned > epoch.Before.Burned && epoch.After.Operators < epoch.Before.Operators);
        Assert.Equal(epoch.Before.Charged, epoch.After.Charged);
    }

    [Fact]
    public void Of_AnyChange_GainsAndTheSuppliesChangeAddUp()
    {
        var result = Replay(SampleNetwork.Run().Entries, Diff(["split.burnBp", "9001", "split.operatorsBp", "499", "penalties.forged.stakePpm", "1", "emission.availabilityBp", "5000"]));
        Assert.Equal(result.SupplyAfter.Net - result.Supply.Net, result.Parties.Aggregate(Int128.Zero, (sum, party) => sum + party.Gain));
        Assert.True(result.Parties[0].Gain > 0 && result.Parties[^1].Gain < 0);
    }

    private static ReplayResult Replay(IReadOnlyList<LedgerEntry> entries, IReadOnlyList<PolicyChange> changes)
    {
        var (result, errors) = PolicyReplay.Of(entries, new PolicyDiff(changes));
        Assert.Empty(errors);
        return result!;
    }

    // Free balances, escrows, bonds and stakes by owner, less what the network granted for a start, and what was burned and minted.
    private static void Same(Books expected, ReplayResult actual)
    {
        Assert.Equal(Brought(expected, actual.Parties.Select(p => p.Account)), actual.Parties.OrderBy(p => p.Account, StringComparer.Ordinal).Select(p => (p.Account, p.After)));
        Assert.Equal(expected.Supply, actual.SupplyAfter);
    }

    private static IEnumerable<(string Account, Int128 Amount)> Brought(Books books, IEnumerable<string> accounts)
    {
        var had = books.Balances.Where(b => b.Key != Accounts.Burned && !Accounts.IsSource(b.Key)).ToLookup(
            b => b.Key.Split(':') switch
            {
                ["stake", var node] => Accounts.Operator(books.Stakers[NodeId.Parse(node)]),
                ["escrow" or "bond", _] => Accounts.Creator(CreatorId.Parse("alice")),
                _ => b.Key,
            },
            b => b.Value);
        Assert.Empty(had.Select(h => h.Key).Except(accounts));
        return accounts.Order(StringComparer.Ordinal).Select(account => (account, had[account].Aggregate(Int128.Zero, (sum, value) => sum + value) - Granted(account)));
    }

    // What came from without: test tokens, and what alice deposited and bert withdrew.
    private static Int128 Granted(string account) => (Int128)Tokens.FromWhole(account switch
    {
        Accounts.Treasury => 0,
        "creator:alice" => 100 + 5,
        "operator:op-bert" => 10 - 1,
        _ => 10,
    }).Units;

    private static DisputeSample Disputed(SampleNetwork network, bool nodeLoses)
    {
        var sample = new DisputeSample(network: network);
        var (wrong, right) = nodeLoses ? (sample.Difference.Left, sample.Difference.Right) : (sample.Difference.Right, sample.Difference.Left);
        // Two of five are wrong, one in word and one in silence.
        return sample.Play(seat => seat switch { 0 => wrong, 1 => null, _ => right });
    }

    private static Tokens PriceOf(long ask, Policy policy) =>
        Quoting.PricePerMillionRays(AskBook.Price(new Tokens((UInt128)ask), policy.Tiers.For(Tier.Economy)), SampleNetwork.MicroWorkUnitsPerMillionRays);

    private static Policy Changed(IReadOnlyList<PolicyChange> changes) => new PolicyDiff(changes).Apply(SampleNetwork.Policy).Policy!;

    private static IReadOnlyList<PolicyChange> Diff(string[] changes) => [.. changes.Chunk(2).Select(pair => new PolicyChange(pair[0], pair[1]))];
}
