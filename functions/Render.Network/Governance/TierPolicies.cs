using Render.Network.Jobs;

namespace Render.Network.Governance;

/// <summary>
/// One policy a tier. Audited is 1.98 % everywhere: with one audit in a hundred repeated on the reference CPU that is 2 % of the blocks traced again, and a node that
/// forges one block in twenty is found within 4,600 blocks with more than 99 %, however they are cut into tasks.
/// </summary>
/// <param name="Economy">Default: price × 1, floor 0, audit 1.98 %.</param>
/// <param name="Priority">Default: price × 2, floor 0.5, audit 1.98 %.</param>
/// <param name="Trusted">Default: price × 4, floor 0.8, two replicas of each task (three where two are not credible enough), audit 1.98 %.</param>
public sealed record TierPolicies(TierPolicy Economy, TierPolicy Priority, TierPolicy Trusted)
{
    /// <summary>The defaults.</summary>
    public static TierPolicies Default { get; } = new(
        new TierPolicy(1_000, 0, 500, 19_800),
        new TierPolicy(2_000, 500_000, 1_000, 19_800),
        new TierPolicy(4_000, 800_000, 2_000, 19_800, Replicas: 2, MostReplicas: 3));

    /// <summary>The tier's policy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tier.</exception>
    public TierPolicy For(Tier tier) => tier switch
    {
        Tier.Economy => Economy,
        Tier.Priority => Priority,
        Tier.Trusted => Trusted,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };
}
