using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// Which tier is served first: the one with the least speed attached to it for its weight, the dearer one where both have the same. The weight is
/// what the tier pays, so that speed follows money and no tier waits for ever: a tier that came first whatever it has already would leave the
/// others nothing as long as it has work.
/// </summary>
public static class TierOrder
{
    /// <summary>The order.</summary>
    public static IComparer<TierLoad> Comparer { get; } = Comparer<TierLoad>.Create(Compare);

    /// <summary>Whether a tier has no more than its share of the speed of those that have work waiting, and a tenth: then a job that few nodes are fit for may go first.</summary>
    public static bool IsWithinShare(TierLoad tier, IReadOnlyCollection<TierLoad> waiting) =>
        (Int128)tier.SpeedMilli * waiting.Sum(other => (long)Math.Max(1, other.Weight)) * 10
        <= (Int128)waiting.Sum(other => other.SpeedMilli) * Math.Max(1, tier.Weight) * 11;

    /// <summary>
    /// Speed that a tier lacks to its share of what works, thousandths of a work unit a second: its weight over that of all tiers that have work, times
    /// their speed together, less its own; 0 or less where it has its share.
    /// </summary>
    /// <param name="tier">The tier.</param>
    /// <param name="working">The tiers that have work waiting or under way, itself among them.</param>
    public static long LackMilli(TierLoad tier, IReadOnlyCollection<TierLoad> working) =>
        (long)((Int128)working.Sum(other => other.SpeedMilli) * Math.Max(1, tier.Weight) / working.Sum(other => (long)Math.Max(1, other.Weight))) - tier.SpeedMilli;

    // speed₁ / weight₁ against speed₂ / weight₂, without dividing.
    private static int Compare(TierLoad x, TierLoad y)
    {
        var byShare = ((Int128)x.SpeedMilli * Math.Max(1, y.Weight)).CompareTo((Int128)y.SpeedMilli * Math.Max(1, x.Weight));
        return byShare != 0 ? byShare : y.Tier.CompareTo(x.Tier);
    }
}

/// <summary>What works for a tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="SpeedMilli">Speed of the nodes that hold leases of its jobs, thousandths of a work unit a second.</param>
/// <param name="Weight">Its weight, 1 or more.</param>
public readonly record struct TierLoad(Tier Tier, long SpeedMilli, int Weight);
