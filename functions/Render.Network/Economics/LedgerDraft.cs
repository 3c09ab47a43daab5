namespace Render.Network.Economics;

/// <summary>An entry that is not in the ledger yet: what the writer decides, without what the ledger assigns.</summary>
/// <param name="Kind">What the entry records.</param>
/// <param name="Key">Idempotency key, unique in the ledger.</param>
/// <param name="Postings">Changes of balances; their sum is zero.</param>
/// <param name="Payload">The canonical JSON of the typed payload.</param>
public sealed record LedgerDraft(LedgerEntryKind Kind, string Key, IReadOnlyList<Posting> Postings, ReadOnlyMemory<byte> Payload);
