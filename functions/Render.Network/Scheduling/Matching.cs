using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Brings nodes and jobs together: first the filter, then the order, with the score as the reason.</summary>
public static class Matching
{
    /// <summary>The jobs that a node which asks for work is fit for, in <see cref="JobOrder"/>.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="jobs">Jobs with open tasks, in any order.</param>
    /// <param name="weights">What counts how much in a tier.</param>
    public static ImmutableArray<Match> ForNode(NodeFacts node, IEnumerable<JobCandidate> jobs, Func<Tier, ScoreWeights> weights) =>
    [
        .. jobs.Where(job => Fitness.Check(node, job.Needs).IsEmpty)
            .Order(JobOrder.Instance)
            .Select(job => new Match(job, Score.Of(ScoreInputs.Of(node, job.Needs), weights(job.Needs.Tier)))),
    ];
}
