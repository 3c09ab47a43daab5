using System.Collections.Immutable;
using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// Which leases of cheaper tiers yield to a job whose tier has less than its share: those whose nodes would be busy longest, as many as fill what is
/// lacking. What they have rendered is kept, so that nothing is lost but the time of changing over.
/// </summary>
/// <remarks>
/// Nodes that come free by themselves within <see cref="LeasePolicy.YieldLeastSeconds"/> are counted first, since <see cref="TierOrder"/> gives them to the
/// tier: in a large network of short tasks nobody is asked at all. A node is asked where at least half of its speed is lacking, so that the share is met as
/// nearly as whole nodes can, and only by a tier that has more than its own. Whoever asks this has seen to it that no fit node is idle.
/// </remarks>
public static class PreemptionRule
{
    /// <summary>Decides.</summary>
    /// <param name="job">The job, with open tasks.</param>
    /// <param name="tasks">Its open tasks, each replica counted: no more nodes are asked.</param>
    /// <param name="replicas">How many operators' nodes render each task, 1 or more: no more of one operator's are asked than there are tasks.</param>
    /// <param name="working">The tiers that have work waiting or under way, the job's among them.</param>
    /// <param name="comingMilli">Speed that was asked for the tier already and is not there yet.</param>
    /// <param name="held">Leases under which nodes render, each node's latest.</param>
    /// <param name="oneIn">One in so many nodes was looked at for them, 1 or more.</param>
    /// <param name="policy">The bounds.</param>
    /// <param name="nowMillis">Now, on the clock of <see cref="Due.AtMillis"/>.</param>
    /// <returns>Those that should yield, the longest first.</returns>
    public static ImmutableArray<HeldWork> Choose(
        JobCandidate job, int tasks, int replicas, IReadOnlyCollection<TierLoad> working, long comingMilli, IReadOnlyCollection<HeldWork> held, int oneIn, LeasePolicy policy, long nowMillis)
    {
        var least = policy.YieldLeastSeconds * 1_000L;
        var rich = working.Where(tier => tier.Tier < job.Needs.Tier && TierOrder.LackMilli(tier, working) < 0).Select(tier => tier.Tier).ToHashSet();
        var fit = held.Where(work => Fitness.IsFit(work.Node, job.Needs)).ToList();
        var soon = fit.Where(work => work.RemainingMillis < least).Aggregate(Int128.Zero, static (sum, work) => sum + work.Node.SpeedMilli);
        var lack = working.Where(tier => tier.Tier == job.Needs.Tier).Sum(tier => TierOrder.LackMilli(tier, working)) - comingMilli - (soon * Math.Max(1, oneIn));
        var chosen = ImmutableArray.CreateBuilder<HeldWork>();
        foreach (var work in fit
            .Where(work => work.CanYield && rich.Contains(work.Tier) && work.RemainingMillis >= least && work.Yields < policy.YieldsMost)
            .OrderByDescending(work => work.RemainingMillis).ThenBy(work => work.Lease))
        {
            if (lack <= 0 || chosen.Count >= tasks)
                break;
            var ofOperator = chosen.Count(other => other.Node.Operator == work.Node.Operator);
            if (work.Node.SpeedMilli > 2 * lack || ofOperator * Math.Max(1, replicas) >= tasks || TailRule.Decide(job, work.Node.SpeedMilli, nowMillis) is not { Take: true, Small: false })
                continue;
            chosen.Add(work);
            lack -= work.Node.SpeedMilli;
        }

        return chosen.ToImmutable();
    }

    /// <summary>Whether a node that holds parked work is given more that comes before it: while the tier lacks some of its share with the node's speed counted where the work is parked.</summary>
    /// <param name="tier">The tier of what waits.</param>
    /// <param name="parked">The dearest tier of what the node has parked.</param>
    /// <param name="speedMilli">The node's speed.</param>
    /// <param name="working">The tiers that have work waiting or under way, both among them.</param>
    public static bool GoesFirst(Tier tier, Tier parked, long speedMilli, IEnumerable<TierLoad> working)
    {
        var loads = working.Select(load => load.Tier == parked ? load with { SpeedMilli = load.SpeedMilli + speedMilli } : load).ToList();
        return tier > parked && loads.Exists(load => load.Tier == tier && TierOrder.LackMilli(load, loads) > 0);
    }
}
