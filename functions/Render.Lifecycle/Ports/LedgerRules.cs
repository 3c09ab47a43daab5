using Render.Network.Economics;

namespace Render.Lifecycle.Ports;

/// <summary>What every <see cref="ILedger"/> asks of a draft before it looks at its books.</summary>
public static class LedgerRules
{
    /// <summary>Checks that the postings are a double entry.</summary>
    /// <exception cref="UnbalancedPostingsException">They do not sum to zero, one is zero, one has no account, or an account comes twice.</exception>
    public static void Check(LedgerDraft draft)
    {
        if (draft.Key.Length is < 1 or > 512)
        {
            throw new UnbalancedPostingsException(draft.Key, "a key has 1 to 512 characters");
        }

        Int128 sum = 0;
        var accounts = new HashSet<string>(draft.Postings.Count, StringComparer.Ordinal);
        foreach (var posting in draft.Postings)
        {
            if (posting.Account.Length == 0 || posting.Delta == 0)
            {
                throw new UnbalancedPostingsException(draft.Key, "a posting needs an account and an amount other than zero");
            }

            if (!accounts.Add(posting.Account))
            {
                throw new UnbalancedPostingsException(draft.Key, $"account '{posting.Account}' is posted to twice");
            }

            try
            {
                sum = checked(sum + posting.Delta);
            }
            catch (OverflowException)
            {
                throw new UnbalancedPostingsException(draft.Key, "the amounts overflow");
            }
        }

        if (sum != 0)
        {
            throw new UnbalancedPostingsException(draft.Key, FormattableString.Invariant($"the postings sum to {sum}, not to zero"));
        }
    }

    /// <summary>The account's balance after a posting.</summary>
    /// <exception cref="InsufficientBalanceException">It would fall below zero and is no source.</exception>
    public static Int128 Apply(Posting posting, Int128 balance)
    {
        var after = checked(balance + posting.Delta);
        return after >= 0 || posting.Delta > 0 || Accounts.IsSource(posting.Account)
            ? after
            : throw new InsufficientBalanceException(posting.Account, balance, -posting.Delta);
    }

    /// <summary>Whether a draft says what an entry of its key says already.</summary>
    public static bool IsSame(LedgerDraft draft, LedgerEntry entry) =>
        draft.Kind == entry.Kind && draft.Key == entry.Key
        && draft.Postings.SequenceEqual(entry.Postings) && draft.Payload.Span.SequenceEqual(entry.Payload.Span);
}
