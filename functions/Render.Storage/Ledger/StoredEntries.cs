using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary>Reads entries where they stand.</summary>
internal static class StoredEntries
{
    // A stretch of entries is read at once, up to this; a longer one in several.
    private const int StretchBytes = 16 << 20;

    /// <summary>Entries of the book, in order; those in memory are not read again.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> Read(
        BookSegments segments, IReadOnlyList<(EntryPlace Place, LedgerEntry? Entry)> wanted, CancellationToken cancellationToken)
    {
        var entries = new List<LedgerEntry>(wanted.Count);
        for (var i = 0; i < wanted.Count;)
        {
            if (wanted[i].Entry is { } kept)
            {
                entries.Add(kept);
                i++;
                continue;
            }

            var end = StretchEnd(wanted, i);
            var (first, last) = (wanted[i].Place, wanted[end - 1].Place);
            var bytes = await segments.Read(first.Segment, first.Offset, last.Offset + last.Length - first.Offset, cancellationToken);
            for (; i < end; i++)
            {
                var place = wanted[i].Place;
                entries.Add(BookLine.Read(bytes.Span.Slice(place.Offset - first.Offset, place.Length - 1)).Entry!);
            }
        }

        return entries;
    }

    private static int StretchEnd(IReadOnlyList<(EntryPlace Place, LedgerEntry? Entry)> wanted, int start)
    {
        var first = wanted[start].Place;
        var end = start + 1;
        while (end < wanted.Count && wanted[end] is var (place, entry) && entry is null && place.Segment == first.Segment
            && place.Offset + place.Length - first.Offset <= StretchBytes)
            end++;
        return end;
    }
}
