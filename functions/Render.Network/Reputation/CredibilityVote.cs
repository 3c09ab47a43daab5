using System.Numerics;

namespace Render.Network.Reputation;

/// <summary>
/// Decides which of several replicas' results to believe, by the credibility of those who gave them (L. F. G. Sarmenta, Sabotage-tolerance
/// mechanisms for volunteer computing systems, 2001, in the form of iExec's Proof of Contribution). A node with n replicated correct results
/// has weight w = max(⌊n/3⌋, 3) − 1. A group's weight is the product of its members'; the total starts at 1 and follows the groups. A group is
/// accepted when weight · trust &gt; total · (trust − 1).
/// </summary>
public static class CredibilityVote
{
    /// <summary>A node's weight, 2 or more.</summary>
    /// <param name="replicatedCorrect">How many of its replicated results were correct, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static int Weight(int replicatedCorrect)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicatedCorrect);
        return Math.Max(replicatedCorrect / 3, 3) - 1;
    }

    /// <summary>Decides.</summary>
    /// <typeparam name="TResult">What is voted on; equal results are one group.</typeparam>
    /// <param name="votes">Each replica's result and its node's count of replicated correct results, one vote a node.</param>
    /// <param name="trust">The trust factor, 2 or more.</param>
    /// <param name="accepted">The accepted result.</param>
    /// <returns>Whether a group is accepted; at most one can be.</returns>
    public static bool TryAccept<TResult>(IEnumerable<(TResult Result, int ReplicatedCorrect)> votes, int trust, out TResult? accepted)
        where TResult : IEquatable<TResult>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trust, 2);
        var groups = votes.GroupBy(v => v.Result)
            .Select(g => (g.Key, Weight: g.Aggregate(BigInteger.One, static (weight, vote) => weight * Weight(vote.ReplicatedCorrect))))
            .ToList();
        var total = groups.Aggregate(BigInteger.One, static (sum, group) => sum + group.Weight);
        foreach (var (result, weight) in groups)
        {
            if (weight * trust <= total * (trust - 1)) continue;
            accepted = result;
            return true;
        }

        accepted = default;
        return false;
    }
}
