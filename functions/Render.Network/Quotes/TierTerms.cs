using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>What a tier costs and demands. Policy data.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="MultiplierPpm">Price as a multiple of the ask, in millionths.</param>
/// <param name="ReputationFloorPpm">Least reputation of a node, in millionths.</param>
/// <param name="Replicas">How often each task is rendered, within its price.</param>
public sealed record TierTerms(Tier Tier, int MultiplierPpm, int ReputationFloorPpm, int Replicas)
{
    /// <summary>Economy ×1 from 0, Priority ×2 from 0.5, Trusted ×4 from 0.8 and rendered twice.</summary>
    public static TierTerms Default(Tier tier) => tier switch
    {
        Tier.Economy => new(tier, 1_000_000, 0, 1),
        Tier.Priority => new(tier, 2_000_000, 500_000, 1),
        Tier.Trusted => new(tier, 4_000_000, 800_000, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No such tier."),
    };
}
