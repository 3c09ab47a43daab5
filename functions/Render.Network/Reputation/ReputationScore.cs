using Render.Network.Governance;

namespace Render.Network.Reputation;

/// <summary>
/// A node's reputation: the lower end of the Wilson score interval (E. B. Wilson, JASA 22, 1927) of the share of good evidence. With n = good +
/// bad, p = good / n and z standard deviations it is (p + z²/2n − z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). It starts at 0 without evidence, so
/// that a new identity gains nothing, and reaches n / (n + z²) after n good pieces: with z = 1.96, 0.5 after 4 and 0.8 after 16.
/// </summary>
public static class ReputationScore
{
    /// <summary>The score, 0 to 1; 0 without evidence.</summary>
    /// <param name="evidence">Already brought to now.</param>
    /// <param name="policy">The confidence.</param>
    public static double Of(Evidence evidence, ReputationPolicy policy)
    {
        var n = evidence.Good + evidence.Bad;
        if (!(n > 0)) return 0;
        var z = policy.ConfidenceMilli / 1000.0;
        var p = evidence.Good / n;
        var spread = z * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return Math.Clamp((p + z * z / (2 * n) - spread) / (1 + z * z / n), 0, 1);
    }

    /// <summary>The score in millionths, rounded down: how it is compared with floors and recorded with decisions.</summary>
    public static int Ppm(Evidence evidence, ReputationPolicy policy) => (int)(Of(evidence, policy) * 1_000_000);
}
