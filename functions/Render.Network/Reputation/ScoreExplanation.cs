using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Reputation;

/// <summary>A score as the sum that it is.</summary>
/// <param name="Lines">Evidence by kind, the heaviest first.</param>
/// <param name="Good">Σ of what speaks for it, faded.</param>
/// <param name="Bad">Σ of what speaks against it, faded.</param>
/// <param name="ScorePpm">Lower end of the interval, in millionths; see <see cref="ReputationScore"/>.</param>
/// <param name="MeanPpm">good / (good + bad), in millionths: what the score would be if that much evidence were certain; 0 without evidence.</param>
/// <param name="HalfLifeDays">After so many days evidence counts half.</param>
/// <param name="ConfidenceMilli">Standard deviations between mean and score, in thousandths.</param>
/// <param name="Tiers">The tiers' floors.</param>
public sealed record ScoreExplanation(
    IReadOnlyList<EvidenceLine> Lines, double Good, double Bad, int ScorePpm, int MeanPpm, int HalfLifeDays, int ConfidenceMilli, IReadOnlyList<TierReach> Tiers)
{
    /// <summary>Explains a score.</summary>
    /// <param name="evidence">The sums.</param>
    /// <param name="kinds">What they consist of. What was added before kinds were kept has no line of its own.</param>
    /// <param name="nowUnixMs">Now.</param>
    /// <param name="policy">The policy in force.</param>
    public static ScoreExplanation Of(Evidence evidence, IReadOnlyList<KindEvidence> kinds, long nowUnixMs, Policy policy)
    {
        var halfLife = policy.Reputation.HalfLifeDays;
        var now = evidence.At(nowUnixMs, halfLife);
        var lines = kinds
            .Select(kind => new EvidenceLine(kind.Kind, kind.Count, KindEvidence.IsGood(kind.Kind) ? 1 : policy.Penalties.For((Fault)kind.Kind).WeightMilli / 1000.0, kind.At(nowUnixMs, halfLife), kind.LastUnixMs))
            .OrderByDescending(line => line.Amount).ThenBy(line => line.Kind)
            .ToList();
        var score = ReputationScore.Ppm(now, policy.Reputation);
        return new ScoreExplanation(
            lines, now.Good, now.Bad, score, now.Good + now.Bad > 0 ? (int)(now.Good / (now.Good + now.Bad) * 1_000_000) : 0,
            halfLife, policy.Reputation.ConfidenceMilli,
            [.. Enum.GetValues<Tier>().Select(tier => Reach(tier, now, score, policy))]);
    }

    private static TierReach Reach(Tier tier, Evidence now, int score, Policy policy)
    {
        var floor = policy.Tiers.For(tier).ReputationFloorPpm;
        return new TierReach(tier, floor, score >= floor, score >= floor ? 0 : Missing(now, floor, policy.Reputation));
    }

    /// <summary>The least number of good pieces that lift the score to a floor; null where a million are not enough. The score grows with each.</summary>
    private static int? Missing(Evidence now, int floor, ReputationPolicy policy)
    {
        const int Most = 1_000_000;
        bool Reached(int pieces) => ReputationScore.Ppm(now with { Good = now.Good + pieces }, policy) >= floor;
        if (!Reached(Most)) return null;
        var (low, high) = (1, Most);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Reached(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}

/// <summary>Evidence of one kind, as it counts now.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How often it ever happened.</param>
/// <param name="Weight">What one more would weigh, by the penalty table in force.</param>
/// <param name="Amount">What all of them weigh now, faded.</param>
/// <param name="LastUnixMs">When it happened last.</param>
public sealed record EvidenceLine(EvidenceKind Kind, int Count, double Weight, double Amount, long LastUnixMs);

/// <summary>Whether a score reaches a tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="FloorPpm">What it demands, in millionths.</param>
/// <param name="Reached">Whether it does.</param>
/// <param name="Missing">Accepted tasks or right audits that are missing, if nothing bad happens meanwhile; 0 where it is reached, null where they cannot do it.</param>
public sealed record TierReach(Tier Tier, int FloorPpm, bool Reached, int? Missing);
