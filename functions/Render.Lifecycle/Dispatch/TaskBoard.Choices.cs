using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <content>Jobs and tasks that nodes choose themselves: by <see cref="ChoiceRule"/>.</content>
internal sealed partial class TaskBoard
{
    /// <summary>What the choices of a node are decided by, apart from the job. Called under the lock.</summary>
    /// <param name="node">The node.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="weights">What counts how much in a tier.</param>
    public Chooser ChooserOf(BoardNode node, NodeFacts facts, Func<Tier, ScoreWeights> weights)
    {
        var (working, now) = (queue.Working, NowMillis);
        var lacking = working.Where(load => ChoiceRule.Lacks(load, working) && queue.InTier(load.Tier).Take(JobsServed).Any(job => Matching.Of(facts, job.Candidate, weights, now) is not null))
            .Select(load => load.Tier).ToHashSet();
        var parked = HasParked(node) ? OpenTo(node).Select(job => job.Id).ToHashSet() : null;
        return new Chooser(facts, working, lacking, parked, weights, now);
    }

    /// <summary>Jobs with open tasks after a job in the order of their ids. Called under the lock.</summary>
    public IEnumerable<BoardJob> OpenJobs(JobId? after) =>
        jobs.Values.Where(job => job.HandsOut && job.OpenTasks > 0 && (after is not { } last || job.Id.CompareTo(last) > 0)).OrderBy(job => job.Id);

    /// <summary>Takes tasks of a job that a node chose out of the queues. Each is then leased or given back.</summary>
    /// <param name="node">Who chose.</param>
    /// <param name="job">The job.</param>
    /// <param name="index">The one task; null: the next ones.</param>
    /// <param name="max">How many.</param>
    /// <param name="decide">Whether it may have any; called under the lock.</param>
    /// <param name="choice">What was decided.</param>
    /// <param name="waits">Whether tasks were there that it may not have.</param>
    public List<BoardTask> ReserveChosen(BoardNode node, BoardJob job, int? index, int max, Func<BoardJob, Choice> decide, out Choice choice, out bool waits)
    {
        lock (gate)
        {
            (choice, waits) = (decide(job), job.OpenTasks > 0);
            if (choice is { Standing: ChoiceStanding.Open, Match.Small: true } && index < job.Plan.Head)
                choice = choice with { Standing = ChoiceStanding.LeftToOthers };
            max = Math.Min(max, WireLimits.ClaimsAtOnce - node.Renders.Count);
            if (choice.Standing != ChoiceStanding.Open || !job.HandsOut || max <= 0)
                return [];
            List<BoardTask> taken = index is not { } one ? job.Take(node.Record.Operator, max, Patience, choice.Match!.Small, task => MayTry(task, node))
                : job.TakeOf(one, node.Record.Operator, task => MayTry(task, node), out waits) is { } found ? [found] : [];
            foreach (var task in taken)
                task.Reserved = true;
            if (taken.Count > 0)
                StopWaiting(node.Id);
            Requeue(job);
            return taken;
        }
    }
}

/// <summary>What the choices of a node are decided by, apart from the job.</summary>
/// <param name="Facts">What is known of the node.</param>
/// <param name="Working">The tiers that have work.</param>
/// <param name="Lacking">Those with less than their share, which the node could serve.</param>
/// <param name="BeforeParked">Jobs that come before what the node has parked; null: it has parked nothing.</param>
/// <param name="Weights">What counts how much in a tier.</param>
/// <param name="NowMillis">Now.</param>
internal sealed record Chooser(
    NodeFacts Facts, IReadOnlyCollection<TierLoad> Working, IReadOnlySet<Tier> Lacking, IReadOnlySet<JobId>? BeforeParked, Func<Tier, ScoreWeights> Weights, long NowMillis)
{
    /// <summary>What comes of choosing a job. Called under the board's lock.</summary>
    public Choice Decide(BoardJob job)
    {
        var choice = ChoiceRule.Decide(Facts, job.Candidate, Working, [.. Lacking], Weights, NowMillis);
        return choice.Standing == ChoiceStanding.Open && BeforeParked?.Contains(job.Id) == false ? choice with { Standing = ChoiceStanding.ParkedFirst } : choice;
    }
}
