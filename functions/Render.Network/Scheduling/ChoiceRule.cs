using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// Whether a node may have a task of a job that it chose itself. The filter, the rule for the end and the score are those of every claim; only the order
/// among jobs is the node's. Among tiers it is so within bounds: a tier that has more than its share, and a tenth, is not to be chosen while another one
/// that the node could serve has less than its own. So speed follows the tiers' weights, whatever nodes like best.
/// </summary>
public static class ChoiceRule
{
    /// <summary>Decides.</summary>
    /// <param name="node">Who chooses.</param>
    /// <param name="job">What it chose.</param>
    /// <param name="working">The tiers that have work waiting or under way.</param>
    /// <param name="lacking">Tiers with less than their share, of which the node could have a task now; see <see cref="Lacks"/>.</param>
    /// <param name="weights">What counts how much in a tier.</param>
    /// <param name="nowMillis">Now, on the clock of the deadlines.</param>
    public static Choice Decide(
        NodeFacts node, JobCandidate job, IReadOnlyCollection<TierLoad> working, IReadOnlyCollection<Tier> lacking, Func<Tier, ScoreWeights> weights, long nowMillis)
    {
        if (!Fitness.IsFit(node, job.Needs))
            return new Choice(ChoiceStanding.NotFit, null, null);
        var tail = TailRule.Decide(job, node.SpeedMilli, nowMillis);
        var match = new Match(job, Score.Of(ScoreInputs.Of(node, job.Needs), weights(job.Needs.Tier)), tail.Small);
        var own = working.FirstOrDefault(load => load.Tier == job.Needs.Tier);
        var standing = !tail.Take ? ChoiceStanding.LeftToOthers
            : lacking.Any(tier => tier != job.Needs.Tier) && !TierOrder.IsWithinShare(own, working) ? ChoiceStanding.TierHasItsShare
            : ChoiceStanding.Open;
        return new Choice(standing, match, tail);
    }

    /// <summary>Whether a tier has less than its share of the speed that works.</summary>
    public static bool Lacks(TierLoad tier, IReadOnlyCollection<TierLoad> working) => TierOrder.LackMilli(tier, working) > 0;
}

/// <summary>What comes of a choice.</summary>
/// <param name="Standing">Whether it may have a task.</param>
/// <param name="Match">How well node and job suit each other; null: not at all.</param>
/// <param name="Tail">What the rule for a job's end says; null: it was not asked.</param>
public sealed record Choice(ChoiceStanding Standing, Match? Match, TailDecision? Tail);

/// <summary>Whether a node may have a task of a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChoiceStanding>))]
public enum ChoiceStanding
{
    /// <summary>It may.</summary>
    Open = 1,

    /// <summary>The node is not fit for it.</summary>
    NotFit,

    /// <summary>The others end it sooner than the node would end one task, or its deadline comes before.</summary>
    LeftToOthers,

    /// <summary>The job's tier has more than its share of the speed, and one that the node could serve has less.</summary>
    TierHasItsShare,

    /// <summary>The node has parked work of as dear a tier, or for so long that it is to go on with that.</summary>
    ParkedFirst,
}
