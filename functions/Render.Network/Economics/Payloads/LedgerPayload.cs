namespace Render.Network.Economics.Payloads;

/// <summary>
/// The typed content of a ledger entry. It holds all that is needed to derive the entry's key and postings again, so writer and auditor share
/// one rule: an entry is <see cref="ToDraft"/> of its payload, and nothing else.
/// </summary>
public abstract record LedgerPayload
{
    /// <summary>The kind of entry.</summary>
    public abstract LedgerEntryKind EntryKind();

    /// <summary>The idempotency key: what happens once in a ledger has one key.</summary>
    public abstract string Key();

    /// <summary>The changes of balances, without zeros and with each account once, in ordinal order.</summary>
    /// <exception cref="OverflowException">An amount does not fit a posting.</exception>
    public IReadOnlyList<Posting> Postings() => [.. Moves()
        .GroupBy(p => p.Account, StringComparer.Ordinal)
        .Select(g => new Posting(g.Key, g.Aggregate(Int128.Zero, (sum, p) => checked(sum + p.Delta))))
        .Where(p => p.Delta != 0)
        .OrderBy(p => p.Account, StringComparer.Ordinal)];

    /// <summary>The entry to append.</summary>
    public LedgerDraft ToDraft() => new(EntryKind(), Key(), Postings(), PayloadJson.Write(this));

    /// <summary>The changes of balances, in any order.</summary>
    protected abstract IEnumerable<Posting> Moves();
}
