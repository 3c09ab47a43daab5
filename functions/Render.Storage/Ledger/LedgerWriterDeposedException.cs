namespace Render.Storage.Ledger;

/// <summary>Another writer has opened the book or appended to it: this one has not been the coordinator's since, and appends nothing more.</summary>
/// <param name="what">What was seen.</param>
public sealed class LedgerWriterDeposedException(string what)
    : Exception($"Another writer keeps the ledger now: {what}. Nothing was forked; start again to follow its book.");
