using Render.Network.Economics;

namespace Render.Lifecycle.Ports;

/// <summary>What every <see cref="ILedger"/> decides by, so that all refuse alike: the network's own <see cref="LedgerRules"/>, told as exceptions.</summary>
public static class LedgerDecision
{
    /// <summary>The balances after a draft, in the order of its postings.</summary>
    /// <param name="draft">What is to be appended.</param>
    /// <param name="balance">An account's balance before it; 0 for one that has none.</param>
    /// <exception cref="UnbalancedPostingsException">The key is empty or too long, or the postings are no double entry over known accounts.</exception>
    /// <exception cref="InsufficientBalanceException">An account other than a source would fall below zero.</exception>
    public static IReadOnlyList<LedgerBalance> After(LedgerDraft draft, Func<string, Int128> balance)
    {
        if (draft.Key.Length is < 1 or > 512)
        {
            throw new UnbalancedPostingsException(draft.Key, "a key has 1 to 512 characters");
        }

        var before = new Dictionary<string, Int128>(draft.Postings.Count, StringComparer.Ordinal);
        Int128 Before(string account) => before.TryGetValue(account, out var known) ? known : before[account] = balance(account);
        var faults = LedgerRules.Check(draft, Before);
        foreach (var (fault, detail) in faults)
        {
            if (fault != BookFault.Overdrawn)
            {
                throw new UnbalancedPostingsException(draft.Key, detail);
            }
        }

        if (faults.Count > 0)
        {
            var overdrawn = draft.Postings.First(posting => posting.Delta < 0 && !Accounts.IsSource(posting.Account) && Before(posting.Account) + posting.Delta < 0);
            throw new InsufficientBalanceException(overdrawn.Account, Before(overdrawn.Account), -overdrawn.Delta);
        }

        return [.. draft.Postings.Select(posting => new LedgerBalance(posting.Account, Before(posting.Account) + posting.Delta))];
    }

    /// <summary>Whether a draft says what an entry of its key says already.</summary>
    public static bool IsSame(LedgerDraft draft, LedgerEntry entry) =>
        draft.Kind == entry.Kind && draft.Key == entry.Key
        && draft.Postings.SequenceEqual(entry.Postings) && draft.Payload.Span.SequenceEqual(entry.Payload.Span);
}
