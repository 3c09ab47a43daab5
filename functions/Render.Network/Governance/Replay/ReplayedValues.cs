namespace Render.Network.Governance.Replay;

/// <summary>
/// Which policy values a replay follows. The books hold what was charged, accepted, answered and found, so prices, splits, emission and penalties can be reckoned again;
/// how nodes would have been chosen, audited, held or scored they cannot tell.
/// </summary>
public static class ReplayedValues
{
    /// <summary>Whether a replay shows what a change of this value does.</summary>
    /// <param name="path">The value's path in the policy's JSON.</param>
    public static bool Follow(string path) => path switch
    {
        "emission.epochSeconds" => false,
        _ when path.StartsWith("split.", StringComparison.Ordinal) || path.StartsWith("prices.", StringComparison.Ordinal) || path.StartsWith("emission.", StringComparison.Ordinal) => true,
        "disputes.bond" or "disputes.winnerPpm" or "disputes.arbitersPpm" => true,
        _ => (path.StartsWith("tiers.", StringComparison.Ordinal) && path.EndsWith(".priceMilli", StringComparison.Ordinal))
            || (path.StartsWith("penalties.", StringComparison.Ordinal) && path.EndsWith(".stakePpm", StringComparison.Ordinal)),
    };
}
