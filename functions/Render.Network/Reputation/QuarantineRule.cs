using Render.Network.Governance;

namespace Render.Network.Reputation;

/// <summary>How long a node is out of an engine: longer with each quarantine that lies close behind, and at last excluded. Either ends; a ban does not.</summary>
public static class QuarantineRule
{
    /// <summary>The quarantine for a fault.</summary>
    /// <param name="begunUnixMs">When earlier quarantines of that engine began.</param>
    /// <param name="nowUnixMs">Now.</param>
    /// <param name="seconds">What the penalty table says, 1 or more.</param>
    /// <param name="policy">How it grows.</param>
    public static Quarantine Next(IEnumerable<long> begunUnixMs, long nowUnixMs, int seconds, QuarantinePolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1);
        var before = begunUnixMs.Count(begun => IsRecent(begun, nowUnixMs, policy));
        if (before + 1 >= policy.ExcludedAfter) return new Quarantine(before + 1, nowUnixMs, nowUnixMs + 1000L * policy.ExclusionSeconds, true);
        var length = 1000L * seconds;
        var most = Math.Max(length, 1000L * policy.MostSeconds);
        for (var i = 0; i < before && length < most; i++) length = Math.Min(most, length * policy.GrowthMilli / 1000);
        return new Quarantine(before + 1, nowUnixMs, nowUnixMs + length, false);
    }

    /// <summary>Whether a quarantine that began then still counts.</summary>
    public static bool IsRecent(long begunUnixMs, long nowUnixMs, QuarantinePolicy policy) => begunUnixMs > nowUnixMs - 24L * 3600 * 1000 * policy.WindowDays;
}

/// <summary>A time that a node is out of an engine.</summary>
/// <param name="Number">The how many-th within the policy's window, from 1.</param>
/// <param name="BeginsUnixMs">When it begins.</param>
/// <param name="EndsUnixMs">When it ends; the node then validates again.</param>
/// <param name="Excludes">Whether it is an exclusion.</param>
public readonly record struct Quarantine(int Number, long BeginsUnixMs, long EndsUnixMs, bool Excludes);
