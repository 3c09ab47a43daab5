using System.Numerics;

namespace Render.Network.Economics;

/// <summary>
/// Splits an amount by weights so that the parts add up exactly: each gets ⌊amount · weight / Σ weights⌋, and the units left go one each to
/// the largest remainders (Hamilton's method), ties to the lesser id by ordinal order. The order of the shares does not matter.
/// </summary>
public static class LargestRemainder
{
    /// <summary>Splits <paramref name="amount"/>.</summary>
    /// <param name="amount">What is split.</param>
    /// <param name="shares">Who shares, with distinct ids; the parts come back in the same order. A zero weight gets nothing.</param>
    /// <exception cref="ArgumentException">An id occurs twice, or there is an amount and no weight.</exception>
    public static Tokens[] Split(Tokens amount, IReadOnlyList<Share> shares)
    {
        var total = shares.Aggregate(BigInteger.Zero, static (sum, share) => sum + share.Weight);
        if (shares.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count() != shares.Count) throw new ArgumentException("An id occurs twice.", nameof(shares));
        var parts = new Tokens[shares.Count];
        if (amount.IsZero) return parts;
        if (total.IsZero) throw new ArgumentException("There is an amount and nobody to share it.", nameof(shares));

        var remainders = new BigInteger[shares.Count];
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new((UInt128)BigInteger.DivRem((BigInteger)amount.Units * shares[i].Weight, total, out remainders[i]));
            left -= parts[i];
        }

        // Fewer units are left than there are remainders above zero, so a share of nothing never gets one.
        var order = Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => remainders[i])
            .ThenBy(i => shares[i].Id, StringComparer.Ordinal);
        foreach (var i in order.Take((int)left.Units)) parts[i] += new Tokens(1);
        return parts;
    }
}
