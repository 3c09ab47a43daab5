using FsCheck;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class AskBookTests
{
    private static readonly PricePolicy Bounds = new(new Tokens(20), new Tokens(200));
    private static readonly TierPolicy Priority = Policy.Default.Tiers.Priority;

    [Property(Arbitrary = [typeof(Asks)])]
    public bool Clear_AnyBook_PriceIsWithinBoundsAndBid(Ask[] asks, uint work, byte deadline, byte bid)
    {
        Tokens? most = bid == 0 ? null : new Tokens((UInt128)bid * 3);
        return AskBook.Clear(asks, work, deadline == 0 ? null : deadline, Priority, Bounds, most) switch
        {
            Clearing.Priced priced => priced.AskPerUnit >= Bounds.Floor && priced.AskPerUnit <= Bounds.Ceiling
                && priced.PricePerUnit == new Tokens(priced.AskPerUnit.Units * 2) && (most is null || priced.PricePerUnit <= most),
            Clearing.BidTooLow tooLow => most < tooLow.Least,
            _ => false,
        };
    }

    [Property(Arbitrary = [typeof(Asks)])]
    public bool Clear_AnyBook_TakesExactlyTheAsksThatThePriceMeets(Ask[] asks, uint work, byte deadline)
    {
        var priced = (Clearing.Priced)AskBook.Clear(asks, work, deadline == 0 ? null : deadline, Priority, Bounds, null);
        var met = asks.Where(ask => ask.PerUnit <= Bounds.Ceiling && Tokens.Max(ask.PerUnit, Bounds.Floor) <= priced.AskPerUnit).ToArray();
        return met.Select(ask => ask.Node).ToHashSet().SetEquals(priced.Nodes) && priced.SpeedMilli == met.Sum(ask => ask.SpeedMilli);
    }

    [Property(Arbitrary = [typeof(Asks)])]
    public bool Clear_Deadline_IsMetWhereAllTogetherCan(Ask[] asks, uint work, byte deadline)
    {
        var seconds = deadline + 1;
        var priced = (Clearing.Priced)AskBook.Clear(asks, work, seconds, Priority, Bounds, null);
        var all = asks.Where(ask => ask.PerUnit <= Bounds.Ceiling).Sum(ask => ask.SpeedMilli);
        return priced.MeetsDeadline == (all > 0 && (Int128)all * seconds * 1_000 >= work)
            && (!priced.MeetsDeadline || (Int128)priced.SpeedMilli * seconds * 1_000 >= work);
    }

    [Property(Arbitrary = [typeof(Asks)])]
    public bool Clear_OneMoreAsk_NeverRaisesThePriceForTheSameDeadline(Ask[] asks, byte price, uint work)
    {
        var before = (Clearing.Priced)AskBook.Clear(asks, work, 60, Priority, Bounds, null);
        var after = (Clearing.Priced)AskBook.Clear(asks.Append(Asks.Of(9_999, price, 500)), work, 60, Priority, Bounds, null);
        return !before.MeetsDeadline || after.PricePerUnit <= before.PricePerUnit;
    }

    [Property(Arbitrary = [typeof(Asks)])]
    public bool Clear_OrderOfAsks_ChangesNothing(Ask[] asks, uint work)
    {
        var one = (Clearing.Priced)AskBook.Clear(asks, work, 60, Priority, Bounds, null);
        var other = (Clearing.Priced)AskBook.Clear(asks.Reverse(), work, 60, Priority, Bounds, null);
        return one.Nodes.SequenceEqual(other.Nodes) && one.PricePerUnit == other.PricePerUnit;
    }

    [Fact]
    public void Clear_NoDeadline_TakesTheCheapestHalfOfTheSpeed()
    {
        Ask[] asks = [Asks.Of(1, 50, 1_000), Asks.Of(2, 40, 1_000), Asks.Of(3, 60, 1_000), Asks.Of(4, 70, 1_000)];

        var priced = Assert.IsType<Clearing.Priced>(AskBook.Clear(asks, 1_000_000, null, Policy.Default.Tiers.Economy, Bounds, null));

        Assert.Equal(new Tokens(50), priced.PricePerUnit);
        Assert.Equal([asks[1].Node, asks[0].Node], priced.Nodes.AsEnumerable());
    }

    [Fact]
    public void Clear_NobodyFit_QuotesTheFloorAndNoNode()
    {
        var priced = Assert.IsType<Clearing.Priced>(AskBook.Clear([], 1_000_000, 60, Policy.Default.Tiers.Economy, Bounds, null));

        Assert.Equal((Bounds.Floor, 0, false), (priced.PricePerUnit, priced.Nodes.Length, priced.MeetsDeadline));
    }

    [Fact]
    public void Clear_BidBelowTheCheapest_SaysWhatWouldDo()
    {
        var outcome = AskBook.Clear([Asks.Of(1, 50, 1_000)], 1_000_000, null, Priority, Bounds, new Tokens(99));

        Assert.Equal(new Clearing.BidTooLow(new Tokens(100)), outcome);
    }
}
