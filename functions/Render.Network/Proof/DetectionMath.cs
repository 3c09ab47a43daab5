using Render.Network.Economics;

namespace Render.Network.Proof;

/// <summary>What auditing k blocks is worth against a node that forges.</summary>
public static class DetectionMath
{
    /// <summary>Probability that at least one of k audited blocks is forged: 1 − (1 − f)ᵏ.</summary>
    /// <param name="forged">The forged fraction f, 0 to 1.</param>
    /// <param name="audited">Audited blocks k, 0 or more.</param>
    public static double Probability(double forged, int audited) => 1 - Math.Pow(1 - forged, audited);

    /// <summary>
    /// Probability that a task's audit meets a forged block, over the draw of how many are audited: 1 − (1 − f)^⌊r⌋ · (1 − f · (r − ⌊r⌋)) with r = rate · blocks.
    /// That lies below 1 − (1 − f)^r by less than f²/8 of what is left, so what is drawn by chance finds as much as what would be drawn in fractions.
    /// </summary>
    /// <param name="forged">The forged fraction f, 0 to 1.</param>
    /// <param name="blocks">Blocks of the task, 1 or more.</param>
    /// <param name="ratePpm">The audit rate in parts per million, 0 to 1,000,000.</param>
    public static double Probability(double forged, int blocks, int ratePpm)
    {
        var least = Challenge.Least(blocks, ratePpm);
        return 1 - (Math.Pow(1 - forged, least) * (1 - (forged * (Challenge.Mean(blocks, ratePpm) - least))));
    }

    /// <summary>The least k with <see cref="Probability(double, int)"/> at least <paramref name="probability"/>: ⌈ln(1 − p) / ln(1 − f)⌉.</summary>
    /// <param name="forged">The forged fraction f, above 0 and below 1.</param>
    /// <param name="probability">p, 0 or more and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static int NeededBlocks(double forged, double probability)
    {
        if (!(forged is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(forged), forged, "The fraction lies between 0 and 1.");
        if (!(probability is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability lies in [0, 1).");
        return (int)Math.Ceiling(Math.Log(1 - probability) / Math.Log(1 - forged));
    }

    /// <summary>
    /// The free stake that makes cheating unprofitable over a node's unsettled leases: Σ ⌈Rᵢ / kᵢ⌉. Forging a fraction f of a lease gains
    /// f·R and loses the stake with probability 1 − (1 − f)ᵏ; for small f the loss grows as f·k·stake, so stake ≥ R / k outweighs the gain. k is what is drawn
    /// at least (<see cref="Challenge.Least"/>): the stake is bound before the draw, and a draw of one more only adds to the loss.
    /// </summary>
    /// <param name="leases">Per lease: the reward R, and the number k of blocks that will be audited at least (1 or more).</param>
    /// <exception cref="ArgumentOutOfRangeException">A k is below 1.</exception>
    public static Tokens RequiredStake(IEnumerable<(Tokens Reward, int AuditedBlocks)> leases)
    {
        var stake = Tokens.Zero;
        foreach (var (reward, audited) in leases)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(audited, 1, nameof(leases));
            stake += reward.MultiplyDivideUp(1, (UInt128)audited);
        }

        return stake;
    }
}
