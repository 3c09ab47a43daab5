using Render.Network.Governance;

namespace Render.Network.Reputation;

/// <summary>What is known of a creator: the same evidence, decay and score as a node's, so that operators may set a floor too.</summary>
public sealed record CreatorStanding
{
    /// <summary>The sums.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>How often each event happened, those that never did left out.</summary>
    public IReadOnlyDictionary<CreatorEvent, int> Counts { get; init; } = new Dictionary<CreatorEvent, int>();

    /// <summary>The standing after an event.</summary>
    public CreatorStanding After(CreatorEvent happened, long nowUnixMs, Policy policy)
    {
        var now = Evidence.At(nowUnixMs, policy.Reputation.HalfLifeDays);
        var weight = policy.Creators.MilliOf(happened) / 1000.0;
        return this with
        {
            Evidence = happened == CreatorEvent.Settled ? now with { Good = now.Good + weight } : now with { Bad = now.Bad + weight },
            Counts = new Dictionary<CreatorEvent, int>(Counts) { [happened] = checked(Counts.GetValueOrDefault(happened) + 1) },
        };
    }

    /// <summary>Lower credible bound, in millionths: 0 for a creator of whom nothing is known.</summary>
    public int ScorePpm(long nowUnixMs, ReputationPolicy policy) => ReputationScore.Ppm(Evidence.At(nowUnixMs, policy.HalfLifeDays), policy);
}
