using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class SettlementTests
{
    [Property(MaxTest = 300)]
    public bool Settlement_AnyWork_AddsUpToTheCap(ulong cap, ulong price, uint[] rays)
    {
        var terms = Terms(new Tokens(cap), new Tokens(price));
        var work = rays.Select((r, i) => Work(i, r, (uint)(i % 3) * 100)).ToList();
        var result = Settlement.Of(terms, work);
        return result.Burn + result.Treasury + result.Operators == result.Charge
            && result.Charge + result.Refund == terms.Cap
            && Tokens.Sum(result.Payouts.Select(p => p.Amount)) == result.Operators
            && result.Charge <= terms.Cap;
    }

    [Property]
    public bool Settlement_WorkInAnotherOrder_IsTheSame(uint[] rays)
    {
        var work = rays.Select((r, i) => Work(i, r, 1)).ToList();
        var (there, back) = (Settlement.Of(Terms(Tokens.One, Tokens.One), work), Settlement.Of(Terms(Tokens.One, Tokens.One), Enumerable.Reverse(work)));
        return there.Payouts.SequenceEqual(back.Payouts) && there.Emission.SequenceEqual(back.Emission) && there.Charge == back.Charge;
    }

    [Property]
    public bool Settlement_EmissionWork_IsNeverMoreThanThePaidPart(uint cap, uint rays)
    {
        var terms = Terms(new Tokens(cap), new Tokens(3));
        var result = Settlement.Of(terms, [Work(1, rays, 0)]);
        var full = Settlement.Price(rays, terms.PricePerMillionRays);
        var work = result.Emission.Sum(e => (decimal)e.MicroWorkUnits);
        return full.IsZero || work * (decimal)full.Units * 1_000_000m <= rays * 2_000_000m * (decimal)result.Charge.Units;
    }

    [Property]
    public bool Settlement_EmissionWork_IsThatOfTheChargedRaysHoweverMuchIsAudited(uint rendered, uint audited, ushort other)
    {
        var result = Settlement.Of(Terms(Tokens.FromWhole(1_000_000_000), Tokens.One), [Work(1, rendered, audited), Work(2, other, 0)]);
        return result.Emission.Sum(e => (decimal)e.MicroWorkUnits) <= ((decimal)rendered + other) * 2;
    }

    [Fact]
    public void Settlement_NoWork_ReturnsEverything()
    {
        var result = Settlement.Of(Terms(Tokens.One, Tokens.One), []);
        Assert.Equal((Tokens.Zero, Tokens.One), (result.Charge, result.Refund));
        Assert.Empty(result.Payouts);
    }

    [Fact]
    public void Settlement_OnlyAudits_ChargesNothing()
    {
        var result = Settlement.Of(Terms(Tokens.One, Tokens.One), [Work(1, 0, 500)]);
        Assert.Equal(Tokens.Zero, result.Charge);
        Assert.Equal(Tokens.Zero, Assert.Single(result.Payouts).Amount);
    }

    [Fact]
    public void Settlement_Defaults_Split45To5To50()
    {
        var result = Settlement.Of(Terms(Tokens.FromWhole(10), Tokens.FromWhole(2)), [Work(1, 1_500_000, 0), Work(2, 500_000, 2_000_000)]);
        Assert.Equal(Tokens.FromWhole(4), result.Charge);
        Assert.Equal((Tokens.FromDecimal(1.8m), Tokens.FromDecimal(0.2m), Tokens.FromWhole(2)), (result.Burn, result.Treasury, result.Operators));
        Assert.Equal([Tokens.FromDecimal(0.75m), Tokens.FromDecimal(1.25m)], result.Payouts.OrderBy(p => p.Amount).Select(p => p.Amount));
    }

    [Fact]
    public void Settlement_NodeTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Settlement.Of(Terms(Tokens.One, Tokens.FromWhole(1_000_000)), [Work(1, 5, 0), Work(1, 6, 0)]));

    private static SettlementTerms Terms(Tokens cap, Tokens price) => new(cap, price, 2_000_000, new ChargeSplit());

    private static NodeWork Work(int node, ulong rendered, ulong audited) => new(NodeKey.IdOf(Samples.Digest(node)), OperatorId.Parse($"op-{node % 3}"), rendered, audited);
}
