using Render.Network.Economics;

namespace Render.Lifecycle.Ports;

/// <summary>The double-entry, append-only, hash-chained book.</summary>
public interface ILedger
{
    /// <summary>Appends an entry, once per key. When it returns, the entry is on disk.</summary>
    /// <param name="draft">What to append; the book assigns sequence, time and hash.</param>
    /// <param name="cancellationToken">Gives up waiting; the entry may have been appended.</param>
    /// <returns>The entry; the one of before where the same draft was appended already.</returns>
    /// <exception cref="LedgerConflictException">The key holds an entry of another content.</exception>
    /// <exception cref="InsufficientBalanceException">An account other than a source would fall below zero.</exception>
    /// <exception cref="UnbalancedPostingsException">The postings do not sum to zero, or are otherwise malformed.</exception>
    /// <exception cref="StorageFullException">No room; nothing was appended.</exception>
    Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default);

    /// <summary>The account's balance in 10⁻¹⁸ token; zero where it was never posted to.</summary>
    Task<Int128> Balance(string account, CancellationToken cancellationToken = default);

    /// <summary>All accounts whose name starts with <paramref name="prefix"/> and that were ever posted to, ordered by ordinal.</summary>
    Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Entries from a sequence on, in order.</summary>
    /// <param name="fromSequence">The first sequence wanted; the book starts at 0.</param>
    /// <param name="max">The most entries to return, 1 to 10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default);

    /// <summary>The entry of this key; null where there is none.</summary>
    Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default);

    /// <summary>How long the book is, and its last hash.</summary>
    Task<LedgerHead> Head(CancellationToken cancellationToken = default);
}
