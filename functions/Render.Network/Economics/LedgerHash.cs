using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>
/// The hash of a ledger entry: SHA-256 of tag ‖ u64 sequence ‖ u32 kind ‖ u64 time ‖ text key ‖ u32 postings ‖ (text account ‖
/// i128 delta)* ‖ SHA-256(payload) ‖ previous hash. Numbers are big-endian; a text is its u32 length in bytes and its UTF-8.
/// </summary>
public static class LedgerHash
{
    /// <summary>Appends <paramref name="draft"/> after <paramref name="previous"/> (null at the start).</summary>
    /// <param name="draft">What to append.</param>
    /// <param name="previous">The ledger's last entry, or null.</param>
    /// <param name="timeUnixMs">The clock; where it lies before the previous entry's time, that time is taken, so that a clock set back never reorders the ledger.</param>
    public static LedgerEntry Chain(LedgerDraft draft, LedgerEntry? previous, long timeUnixMs)
    {
        var sequence = previous is null ? 0 : checked(previous.Sequence + 1);
        var time = Math.Max(timeUnixMs, previous?.TimeUnixMs ?? 0);
        var before = previous?.Hash ?? default(Digest);
        var hash = Of(sequence, draft.Kind, draft.Key, time, draft.Postings, draft.Payload.Span, before);
        return new LedgerEntry(sequence, draft.Kind, draft.Key, time, draft.Postings, draft.Payload, before, hash);
    }

    /// <summary>What <see cref="LedgerEntry.Hash"/> must be.</summary>
    public static Digest Of(LedgerEntry entry) =>
        Of(entry.Sequence, entry.Kind, entry.Key, entry.TimeUnixMs, entry.Postings, entry.Payload.Span, entry.Previous);

    private static Digest Of(long sequence, LedgerEntryKind kind, string key, long time, IReadOnlyList<Posting> postings, ReadOnlySpan<byte> payload, Digest previous)
    {
        var size = DomainTags.Size + 8 + 4 + 8 + 4 + Encoding.UTF8.GetByteCount(key) + 4 + 2 * Digest.Size;
        foreach (var posting in postings) size += 4 + Encoding.UTF8.GetByteCount(posting.Account) + 16;
        var buffer = new byte[size];
        var rest = buffer.AsSpan();
        DomainTags.LedgerEntry.CopyTo(rest);
        rest = rest[DomainTags.Size..];
        BinaryPrimitives.WriteInt64BigEndian(rest, sequence);
        BinaryPrimitives.WriteInt32BigEndian(rest[8..], (int)kind);
        BinaryPrimitives.WriteInt64BigEndian(rest[12..], time);
        rest = WriteText(rest[20..], key);
        BinaryPrimitives.WriteInt32BigEndian(rest, postings.Count);
        rest = rest[4..];
        foreach (var posting in postings)
        {
            rest = WriteText(rest, posting.Account);
            BinaryPrimitives.WriteInt128BigEndian(rest, posting.Delta);
            rest = rest[16..];
        }

        SHA256.HashData(payload, rest);
        previous.CopyTo(rest[Digest.Size..]);
        return Digest.Of(buffer);
    }

    private static Span<byte> WriteText(Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[4..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        return rest[(4 + length)..];
    }
}
