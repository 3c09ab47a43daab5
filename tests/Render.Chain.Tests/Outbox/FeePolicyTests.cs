using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Render.Chain.Outbox;

namespace Render.Chain.Tests.Outbox;

public class FeePolicyTests
{
    private static readonly FeePolicy Policy = FeePolicy.Default;

    [Fact]
    public void First_OrdinaryMarket_CoversTwiceTheBaseFeeAndTheTip() =>
        Assert.Equal(new Fees(62_000_000_000, 2_000_000_000), Policy.First(30_000_000_000, 2_000_000_000));

    [Fact]
    public void First_NoTipSuggested_OffersTheLeast() => Assert.Equal(new Fees(3_000_000_000, 1_000_000_000), Policy.First(1_000_000_000, 0));

    [Fact]
    public void First_MarketAboveTheCeiling_StaysAtTheCeiling() => Assert.Equal(Policy.Ceiling, Policy.First(10_000_000_000_000, 1).Most);

    [Fact]
    public void Next_AtTheCeiling_IsNone() => Assert.Null(Policy.Next(new Fees(Policy.Ceiling, 1_000_000_000), 1, 1));

    /// <summary>Nodes refuse a replacement that is not at least 10 % above, in both fees.</summary>
    [Property]
    public Property Next_AnyOffer_IsEnoughForANode(PositiveInt gwei, PositiveInt tip, PositiveInt baseFee)
    {
        var before = new Fees((UInt128)gwei.Get + (UInt128)tip.Get, (UInt128)tip.Get);
        return (Policy.Next(before, (UInt128)baseFee.Get, 1) is { } next
            && next.Most * 10 >= before.Most * 11 && next.Tip * 10 >= before.Tip * 11 && next.Most >= Policy.First((UInt128)baseFee.Get, 1).Most && next.Most <= Policy.Ceiling).ToProperty();
    }
}
