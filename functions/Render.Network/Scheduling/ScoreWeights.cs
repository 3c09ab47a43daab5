using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>What counts how much. Policy data; none below 0, together above 0.</summary>
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

    /// <summary>The network's weights before anybody votes.</summary>
    public static ScoreWeights Default(Tier tier) => tier switch
    {
        Tier.Economy => new(Speed: 2, Load: 2, Bytes: 3, Distance: 1, Reputation: 1, Price: 3),
        Tier.Priority => new(Speed: 3, Load: 2, Bytes: 3, Distance: 1, Reputation: 3, Price: 1),
        Tier.Trusted => new(Speed: 2, Load: 1, Bytes: 2, Distance: 1, Reputation: 6, Price: 0),
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No such tier."),
    };
}
