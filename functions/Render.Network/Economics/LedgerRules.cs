using System.Globalization;

namespace Render.Network.Economics;

/// <summary>What every entry must obey, whatever it records.</summary>
public static class LedgerRules
{
    /// <summary>Whether an entry may be appended: its postings balance, name known accounts once, and overdraw none.</summary>
    /// <param name="draft">The entry.</param>
    /// <param name="balance">The balance of an account before it; 0 for one that has none.</param>
    /// <returns>What is wrong; empty where it may.</returns>
    public static IReadOnlyList<(BookFault Fault, string Detail)> Check(LedgerDraft draft, Func<string, Int128> balance) => Check(draft.Postings, balance);

    internal static List<(BookFault Fault, string Detail)> Check(IReadOnlyList<Posting> postings, Func<string, Int128> balance)
    {
        var faults = new List<(BookFault, string)>();
        var sum = Int128.Zero;
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (account, delta) in postings)
        {
            if (delta == 0) faults.Add((BookFault.Postings, $"{account} changes by nothing"));
            if (!Accounts.IsKnown(account)) faults.Add((BookFault.Postings, $"'{account}' is no account"));
            if (!accounts.Add(account)) faults.Add((BookFault.Postings, $"{account} occurs twice"));
            if (!TryAdd(sum, delta, out sum) || !TryAdd(balance(account), delta, out var after))
                faults.Add((BookFault.Postings, $"{account} overflows"));
            else if (after < 0 && delta < 0 && !Accounts.IsSource(account))
                faults.Add((BookFault.Overdrawn, string.Create(CultureInfo.InvariantCulture, $"{account} would hold {after}")));
        }

        if (sum != 0) faults.Add((BookFault.Postings, string.Create(CultureInfo.InvariantCulture, $"the postings add up to {sum}")));
        return faults;
    }

    private static bool TryAdd(Int128 left, Int128 right, out Int128 sum)
    {
        sum = unchecked(left + right);
        return Int128.IsNegative(left) != Int128.IsNegative(right) || Int128.IsNegative(sum) == Int128.IsNegative(left);
    }
}
