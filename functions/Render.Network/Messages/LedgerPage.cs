using System.Text.Json;
using System.Text.Json.Serialization;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A stretch of the ledger.</summary>
/// <param name="Entries">Entries in sequence, at most as many as asked for.</param>
/// <param name="Next">Sequence to ask from next; null: that was the end.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerEntryView> Entries, long? Next);

/// <summary>A ledger entry.</summary>
/// <param name="Sequence">From 0, without gaps.</param>
/// <param name="Kind">Entry kind.</param>
/// <param name="Key">Idempotency key, unique.</param>
/// <param name="Time">When.</param>
/// <param name="Postings">Account changes; they sum to zero.</param>
/// <param name="Payload">What the entry records.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">This entry's hash.</param>
public sealed record LedgerEntryView(
    long Sequence,
    LedgerEntryKind Kind,
    string Key,
    DateTimeOffset Time,
    IReadOnlyList<Posting> Postings,
    JsonElement Payload,
    Digest PreviousHash,
    Digest Hash);

/// <summary>An account's balance.</summary>
/// <param name="Account">The account.</param>
/// <param name="Balance">Units of 10⁻¹⁸ token; negative only for sources.</param>
public sealed record AccountView(string Account, [property: JsonConverter(typeof(Posting.JsonDelta))] Int128 Balance);
