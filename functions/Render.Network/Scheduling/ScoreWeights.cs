using Render.Network.Governance;

namespace Render.Network.Scheduling;

/// <summary>What counts how much: none below 0, together above 0.</summary>
/// <param name="Speed">Of speed.</param>
/// <param name="Load">Of an idle machine.</param>
/// <param name="Bytes">Of bytes already on the node.</param>
/// <param name="Distance">Of nearness.</param>
/// <param name="Reputation">Of the record; rises with the tier.</param>
/// <param name="Price">Of cheapness.</param>
public sealed record ScoreWeights(int Speed, int Load, int Bytes, int Distance, int Reputation, int Price)
{
    /// <summary>All weights together.</summary>
    public long Sum => (long)Speed + Load + Bytes + Distance + Reputation + Price;

    /// <summary>The weights for a tier, in thousandths: the record counts as policy says, the rest alike in every tier.</summary>
    public static ScoreWeights Of(TierPolicy tier) =>
        new(Speed: 1_000, Load: 1_000, Bytes: 1_500, Distance: 500, Reputation: tier.ReputationWeightMilli, Price: 1_000);
}
