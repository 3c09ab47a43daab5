using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>A tier's line of a quote.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="PricePerUnit">Price of a work unit.</param>
/// <param name="PricePerMillionRays">Price of a million accepted rays; what a charge is computed with.</param>
/// <param name="P50">Cost, exceeded with probability ½.</param>
/// <param name="P90">Cost, exceeded with probability 0.1: the cap that escrow locks.</param>
/// <param name="MeetsDeadline">Whether the fit nodes are fast enough for the deadline.</param>
/// <param name="FitNodes">Nodes that take this price.</param>
/// <param name="Eta">When it would be done; null where no node is fit.</param>
public sealed record TierOffer(
    Tier Tier, Tokens PricePerUnit, Tokens PricePerMillionRays, Tokens P50, Tokens P90, bool MeetsDeadline, int FitNodes, CompletionEstimate? Eta)
{
    /// <summary>Whether the cap is within the most that the creator lets be locked.</summary>
    public bool IsWithin(Tokens? maxPrice) => maxPrice is not { } most || P90 <= most;

    /// <summary>⌈rays · price / 10⁶⌉.</summary>
    public static Tokens Cost(ulong rays, Tokens pricePerMillionRays) => pricePerMillionRays.MultiplyDivideUp(rays, 1_000_000);
}
