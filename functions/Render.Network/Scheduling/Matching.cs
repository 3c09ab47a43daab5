using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Brings nodes and jobs together: first the filter, then the order, with the score as the reason.</summary>
public static class Matching
{
    /// <summary>The jobs that a node which asks for work is fit for: tiers in <see cref="TierOrder"/>, the jobs of each in <see cref="JobOrder"/>.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="jobs">Jobs with open tasks, in any order.</param>
    /// <param name="weights">What counts how much in a tier.</param>
    /// <param name="nowMillis">Now, on the clock of the deadlines.</param>
    public static ImmutableArray<Match> ForNode(NodeFacts node, IEnumerable<JobCandidate> jobs, Func<Tier, ScoreWeights> weights, long nowMillis = 0) =>
    [
        .. jobs.GroupBy(job => job.Needs.Tier)
            .OrderBy(tier => new TierLoad(tier.Key, tier.Sum(job => job.Attached.SpeedMilli), tier.First().Needs.TierWeight), TierOrder.Comparer)
            .SelectMany(tier => tier.Order(JobOrder.Instance))
            .Select(job => Of(node, job, weights, nowMillis))
            .OfType<Match>(),
    ];

    /// <summary>One job for a node; null where the node is not fit, or would be late.</summary>
    /// <remarks>Who keeps jobs in order asks for one after the other and stops at the first that will do.</remarks>
    public static Match? Of(NodeFacts node, JobCandidate job, Func<Tier, ScoreWeights> weights, long nowMillis = 0) =>
        Fitness.IsFit(node, job.Needs) && TailRule.Decide(job, node.SpeedMilli, nowMillis, LocalityRule.FetchMillis(job.Needs, node)) is { Take: true } decision
            ? new Match(job, Score.Of(ScoreInputs.Of(node, job.Needs), weights(job.Needs.Tier)), decision.Small)
            : null;
}
