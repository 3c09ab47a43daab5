using System.Collections.Immutable;
using System.Globalization;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Brings nodes and tasks together: first the filter, then the score. Both ways of allocation end here.</summary>
public static class Matching
{
    /// <summary>The task for a node that asks: the first job in <see cref="JobOrder"/> that it is fit for and that has a task for it.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="jobs">Jobs with open tasks, in any order.</param>
    /// <param name="nextTask">The job's first open task that this node may take; null for none.</param>
    /// <param name="policy">The scheduler's values.</param>
    public static MatchResult ForNode(NodeFacts node, IEnumerable<JobCandidate> jobs, Func<JobId, TaskId?> nextTask, SchedulingPolicy policy)
    {
        var passed = ImmutableArray.CreateBuilder<PassedOver>();
        foreach (var job in jobs.Order(JobOrder.Instance))
        {
            var why = Fitness.Check(node, job.Needs);
            if (why.IsEmpty && nextTask(job.Needs.Job) is { } task)
                return new MatchResult(Assign(node, job, task, passed.ToImmutable(), policy), passed.ToImmutable());
            if (passed.Count < policy.PassedOverNamed)
                passed.Add(new PassedOver(job.Needs.Job, why.IsEmpty ? [new Refusal(RefusalCode.NoOpenTask, "no open task that this node has not had")] : why));
        }

        return new MatchResult(null, passed.ToImmutable());
    }

    /// <summary>The assignment of a task that a node chose itself, or why not.</summary>
    /// <param name="node">Who chose.</param>
    /// <param name="job">The task's job.</param>
    /// <param name="task">The task; it is open.</param>
    /// <param name="history">Who had it before.</param>
    /// <param name="policy">The scheduler's values.</param>
    public static MatchResult ForClaim(NodeFacts node, JobCandidate job, TaskId task, TaskHistory history, SchedulingPolicy policy)
    {
        var why = Fitness.Check(node, job.Needs).AddRange(Fitness.Check(node, history));
        return why.IsEmpty
            ? new MatchResult(Assign(node, job, task, [], policy), [])
            : new MatchResult(null, [new PassedOver(job.Needs.Job, why)]);
    }

    /// <summary>The fit ones among waiting nodes, best score first, ties by node id.</summary>
    public static ImmutableArray<RankedNode> ForTask(JobNeeds job, TaskHistory history, IEnumerable<NodeFacts> nodes, SchedulingPolicy policy) =>
    [
        .. nodes
            .Where(node => Fitness.Check(node, job).IsEmpty && Fitness.Check(node, history).IsEmpty)
            .Select(node => new RankedNode(node, Score.Of(ScoreInputs.Of(node, job), policy.Weights[job.Tier])))
            .OrderByDescending(ranked => ranked.Score.TotalPpm).ThenBy(ranked => ranked.Node.Id),
    ];

    private static Assignment Assign(NodeFacts node, JobCandidate job, TaskId task, ImmutableArray<PassedOver> passed, SchedulingPolicy policy)
    {
        var score = Score.Of(ScoreInputs.Of(node, job.Needs), policy.Weights[job.Needs.Tier]);
        var explanation = string.Create(
            CultureInfo.InvariantCulture,
            $"{job.Needs.Tier}, {job.AttachedSpeedMilli / 1000.0:0.###} units/s attached for weight {job.Weight}; passed over {passed.Length}; score {score.Explain()}");
        return new Assignment(task, node.Id, score, passed, explanation);
    }
}
