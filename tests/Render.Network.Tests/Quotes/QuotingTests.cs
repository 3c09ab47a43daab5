using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Network.Tests.Jobs;

namespace Render.Network.Tests.Quotes;

public class QuotingTests
{
    private static readonly JobSpec Spec = JobSpecs.Full with { Bid = null, DeadlineSeconds = null };
    private static readonly WorkEstimate Estimate = new(1_000_000_000, 1_100_000_000, 400_000, 512, 100_000);
    private static readonly Ask[] Book = [new(NodeId.FromPublicKey("a"u8), Tokens.FromDecimal(0.02m), 1_000), new(NodeId.FromPublicKey("b"u8), Tokens.FromDecimal(0.03m), 1_000)];

    [Fact]
    public void Make_SameInputs_GiveTheSameQuote() => Assert.Equal(Make(Spec).Encode(), Make(Spec with { }).Encode());

    [Fact]
    public void Make_Denoised_CountsTheTasksOfBothHalvesAndCostsTheSame()
    {
        var (plain, denoised) = (Make(Spec), Make(Spec with { Denoise = true }));

        Assert.True(denoised.Tasks >= 2 * Spec.Frames.Count);
        Assert.Equal(0, denoised.Tasks % 2);
        Assert.Equal(plain.Offers.Select(offer => offer.P90), denoised.Offers.Select(offer => offer.P90));
    }

    [Fact]
    public void Make_Tiers_CostTheirMultiplier()
    {
        var quote = Make(Spec);

        Assert.Equal(
            [Tokens.FromDecimal(0.02m), Tokens.FromDecimal(0.04m), Tokens.FromDecimal(0.08m)],
            quote.Offers.Select(offer => offer.PricePerUnit));
        Assert.Equal(quote.Offers[1].P90.Units, quote.Offers[0].P90.Units * 2);
    }

    [Fact]
    public void Make_Price_IsWorkOfAMillionRaysTimesTheAsk()
    {
        // 0.4 µs a ray: 0.4 units a million rays, at 0.02 tokens a unit; 1,000 million rays likely.
        var offer = Make(Spec).Offer(Tier.Economy)!;

        Assert.Equal(Tokens.FromDecimal(0.008m), offer.PricePerMillionRays);
        Assert.Equal((Tokens.FromDecimal(8m), Tokens.FromDecimal(8.8m)), (offer.P50, offer.P90));
    }

    [Fact]
    public void Make_Trusted_TakesTwiceTheTime() =>
        Assert.InRange(Make(Spec).Offer(Tier.Trusted)!.Eta!.CautiousMillis / (double)Make(Spec).Offer(Tier.Economy)!.Eta!.CautiousMillis, 1.8, 2.0);

    [Fact]
    public void Make_LowBid_RefusesTheDearTiersOnly()
    {
        var quote = Make(Spec with { Bid = Tokens.FromDecimal(0.05m) });

        Assert.Equal([Tier.Economy, Tier.Priority], quote.Offers.Select(offer => offer.Tier));
        Assert.Equal([new TierRefusal(Tier.Trusted, Tokens.FromDecimal(0.08m))], quote.Refusals.AsEnumerable());
    }

    [Fact]
    public void Make_NoFitNode_StillHasAPriceAndNoEta()
    {
        var quote = Quoting.Make(Spec, Digest.Of("settings"u8), Estimate, static _ => [], Policy.Default);

        Assert.All(quote.Offers, offer => Assert.Equal((0, null), (offer.FitNodes, offer.Eta)));
        Assert.Equal(Policy.Default.Prices.Floor, quote.Offers[0].PricePerUnit);
    }

    [Fact]
    public void Digest_Forecasts_AreNotInIt()
    {
        var quote = Make(Spec);
        var later = quote with { Offers = [.. quote.Offers.Select(offer => offer with { Eta = null, FitNodes = 9, MeetsDeadline = false })] };

        Assert.Equal(quote.ToDigest(), later.ToDigest());
        Assert.NotEqual(quote.ToDigest(), (quote with { Tasks = quote.Tasks + 1 }).ToDigest());
    }

    [Fact]
    public void Quote_InJson_RoundTrips()
    {
        var quote = Make(Spec with { Bid = Tokens.FromDecimal(0.05m) });

        var read = JsonSerializer.Deserialize<Quote>(JsonSerializer.Serialize(quote))!;

        Assert.Equal(quote.Encode(), read.Encode());
        Assert.Equal(quote.Offers.AsEnumerable(), read.Offers);
        Assert.Equal(quote.Refusals.AsEnumerable(), read.Refusals);
    }

    [Theory]
    [InlineData(8_800, true)]
    [InlineData(8_799, false)]
    public void IsWithin_MaxPrice_IsTheCapsBound(int milliTokens, bool within) =>
        Assert.Equal(within, Make(Spec).Offer(Tier.Economy)!.IsWithin(Tokens.FromDecimal(milliTokens / 1000m)));

    [Property]
    public bool Cost_Rays_IsRoundedUpOnce(uint rays, uint price)
    {
        var cost = (Int128)TierOffer.Cost(rays, new Tokens(price)).Units;
        return cost * 1_000_000 >= (Int128)rays * price && (cost - 1) * 1_000_000 < (Int128)rays * price;
    }

    private static Quote Make(JobSpec spec) => Quoting.Make(spec, Digest.Of("settings"u8), Estimate, static _ => Book, Policy.Default);
}
