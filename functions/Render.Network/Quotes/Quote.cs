using System.Collections.Immutable;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Quotes;

/// <summary>What a job would cost in each tier. The same package, settings, asks and policy give the same quote.</summary>
/// <param name="Package">The scene package.</param>
/// <param name="Settings">The settings that decide bytes.</param>
/// <param name="Estimate">How much work it is.</param>
/// <param name="Tasks">Tasks it would be cut into.</param>
/// <param name="Offers">A line for each tier that found a price, in the order of tiers.</param>
/// <param name="Refusals">The tiers for which the bid is too low, with the least bid that would do.</param>
public sealed record Quote(
    Digest Package,
    Digest Settings,
    WorkEstimate Estimate,
    int Tasks,
    ImmutableArray<TierOffer> Offers,
    ImmutableArray<TierRefusal> Refusals)
{
    /// <summary>A tier's line; null where it found no price.</summary>
    public TierOffer? Offer(Tier tier) => Offers.FirstOrDefault(offer => offer.Tier == tier);

    /// <summary>
    /// The canonical encoding, by the rules of <see cref="CanonicalWriter"/>: package, settings, rays P50 and P90 (i64), picoseconds a ray,
    /// tasks, number of offers, and for each its tier, price a unit, price a million rays, P50 and P90. Forecasts (ETA, fit nodes) are not
    /// sold and not in it.
    /// </summary>
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(DomainTags.Quote)
            .Digest(Package).Digest(Settings)
            .I64(checked((long)Estimate.RaysP50)).I64(checked((long)Estimate.RaysP90)).I64(Estimate.PicosPerRay)
            .I32(Tasks).I32(Offers.Length);
        foreach (var offer in Offers)
            writer.I32((int)offer.Tier).U128(offer.PricePerUnit.Units).U128(offer.PricePerMillionRays.Units).U128(offer.P50.Units).U128(offer.P90.Units);
        return writer.ToArray();
    }

    /// <summary>SHA-256 of <see cref="Encode"/>: what accepting a quote names.</summary>
    public Digest ToDigest() => Digest.Of(Encode());
}
