using System.Text.Json.Serialization;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>
/// One entry of the double-entry, append-only, hash-chained ledger. Signatures are not part of it: they are randomised, and live
/// beside the ledger under the digest of what they sign.
/// </summary>
/// <param name="Sequence">Position in the ledger, from 0 without gaps.</param>
/// <param name="Kind">What the entry records.</param>
/// <param name="Key">Idempotency key, unique in the ledger: appending it again is a no-op.</param>
/// <param name="TimeUnixMs">When it was written, in milliseconds since 1970 UTC; never before the previous entry's.</param>
/// <param name="Postings">Changes of balances; their sum is zero. May be empty.</param>
/// <param name="Payload">The canonical JSON of the entry's typed payload; see <see cref="Payloads.LedgerPayload"/>.</param>
/// <param name="Previous">The hash of the previous entry; zero for the first.</param>
/// <param name="Hash">The hash of this entry; see <see cref="LedgerHash"/>.</param>
public sealed record LedgerEntry(
    long Sequence,
    LedgerEntryKind Kind,
    string Key,
    long TimeUnixMs,
    IReadOnlyList<Posting> Postings,
    [property: JsonConverter(typeof(RawJsonConverter))] ReadOnlyMemory<byte> Payload,
    Digest Previous,
    Digest Hash);
