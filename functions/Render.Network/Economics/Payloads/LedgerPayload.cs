namespace Render.Network.Economics.Payloads;

/// <summary>
/// The typed content of a ledger entry. A payload holds all that is needed to derive the entry's postings again, so a writer and an
/// auditor share one rule.
/// </summary>
public abstract record LedgerPayload
{
    /// <summary>The kind of entry this payload belongs to.</summary>
    internal abstract LedgerEntryKind Kind { get; }
}
