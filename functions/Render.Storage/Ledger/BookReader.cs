using System.Globalization;
using System.Text.Json;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Storage.Ledger;

/// <summary>Reads segments from the first on, verifies the chain, and fills the book.</summary>
internal sealed class BookReader(BookSegments segments, Book book)
{
    private const int ChunkBytes = 4 << 20;

    /// <summary>The segment it is in.</summary>
    public int Segment { get; private set; }

    /// <summary>How far it has read in it, in bytes; always at a line's start.</summary>
    public int Offset { get; private set; }

    /// <summary>Blocks of the segment when it was last looked at.</summary>
    public int Blocks { get; private set; }

    /// <summary>The highest epoch that opened the book.</summary>
    public long Epoch { get; private set; }

    /// <summary>Reads to the end of the book, which is created where there is none.</summary>
    /// <exception cref="LedgerDamagedException">The chain is broken, or there is something else in it.</exception>
    public async Task ReadToEnd(CancellationToken cancellationToken)
    {
        while (await ReadSegment(cancellationToken))
            (Segment, Offset) = (Segment + 1, 0);
    }

    /// <summary>Reads what there is of the current segment; true where another follows.</summary>
    private async Task<bool> ReadSegment(CancellationToken cancellationToken)
    {
        var blob = await segments.SegmentOrNew(Segment, cancellationToken);
        while (true)
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            Blocks = found.BlobCommittedBlockCount;
            if (found.ContentLength == Offset)
                return false;
            if (await ReadTo(checked((int)found.ContentLength), cancellationToken))
                return true;
        }
    }

    private async Task<bool> ReadTo(int end, CancellationToken cancellationToken)
    {
        var size = ChunkBytes;
        while (Offset < end)
        {
            var chunk = await segments.Read(Segment, Offset, Math.Min(size, end - Offset), cancellationToken);
            var complete = chunk.Span.LastIndexOf((byte)'\n') + 1;
            if (complete == 0 && chunk.Length == end - Offset)
                throw Damaged($"the last {chunk.Length} bytes are no whole line: the tail is torn, or not this book's");
            // A line longer than a chunk needs a larger one.
            size = complete == 0 ? checked(size * 2) : ChunkBytes;
            if (TakeLines(chunk[..complete], end))
                return true;
        }

        return false;
    }

    private bool TakeLines(ReadOnlyMemory<byte> lines, int end)
    {
        var stored = new List<(LedgerEntry, EntryPlace)>();
        var last = book.Last;
        var continued = false;
        while (!lines.IsEmpty)
        {
            var length = lines.Span.IndexOf((byte)'\n');
            if (continued)
                throw Damaged("the segment goes on after the note that ends it");
            var line = Parse(lines.Span[..length]);
            if (line.Entry is { } entry)
            {
                Verify(entry, last);
                stored.Add((entry, new EntryPlace(Segment, Offset, length + 1)));
                last = entry;
            }

            Epoch = Math.Max(Epoch, line.Opened?.Epoch ?? 0);
            continued = line.Continued is not null;
            if (continued && line.Continued != BookSegments.NameOf(Segment + 1))
                throw Damaged($"the segment is continued in {line.Continued}, which is not the next one");
            Offset += length + 1;
            lines = lines[(length + 1)..];
        }

        try
        {
            book.Add(stored);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error.Message);
        }

        return continued && Offset != end ? throw Damaged("the segment goes on after the note that ends it") : continued;
    }

    private BookLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return BookLine.Read(line);
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or OverflowException)
        {
            throw Damaged($"{line.Length} bytes that are no entry of a ledger", error);
        }
    }

    private void Verify(LedgerEntry entry, LedgerEntry? last)
    {
        var expected = last is null ? 0 : last.Sequence + 1;
        if (entry.Sequence != expected)
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Sequence} stands where entry {expected} belongs"));
        if (entry.Previous != (last?.Hash ?? default(Digest)))
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Sequence} follows {entry.Previous}, and the entry before it is {last?.Hash}"));
        if (LedgerHash.Of(entry) != entry.Hash)
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Sequence} does not hash to {entry.Hash}"));
    }

    private LedgerDamagedException Damaged(string why, Exception? inner = null) => new(BookSegments.NameOf(Segment), Offset, why, inner);
}
