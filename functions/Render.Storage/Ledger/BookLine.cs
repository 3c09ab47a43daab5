using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Render.Lifecycle;
using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary>A line of a segment: an entry, or a note that is no part of the chain.</summary>
/// <param name="Entry">An entry whose payload is not JSON of one line; such a payload stands beside it.</param>
/// <param name="Payload">That payload.</param>
/// <param name="Opened">A writer opened the book.</param>
/// <param name="Continued">The segment ends here; the next one's name.</param>
internal sealed record BookLine(LedgerEntry? Entry = null, byte[]? Payload = null, BookOpened? Opened = null, string? Continued = null)
{
    private const byte End = (byte)'\n';
    private static ReadOnlySpan<byte> EntryStart => "{\"sequence\":"u8;

    /// <summary>Appends an entry's line.</summary>
    public static void Write(LedgerEntry entry, IBufferWriter<byte> destination)
    {
        if (IsJsonLine(entry.Payload.Span))
            destination.Write(LifecycleJson.Write(entry));
        else
            destination.Write(LifecycleJson.Write(new BookLine(entry with { Payload = "null"u8.ToArray() }, entry.Payload.ToArray())));
        destination.Write([End]);
    }

    /// <summary>A note's line.</summary>
    public byte[] ToBytes() => [.. LifecycleJson.Write(this), End];

    /// <summary>Reads a line without its end.</summary>
    /// <exception cref="JsonException">It is no line of a book.</exception>
    public static BookLine Read(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(EntryStart))
            return new BookLine(LifecycleJson.Read<LedgerEntry>(line));
        return LifecycleJson.Read<BookLine>(line) switch
        {
            { Entry: { } entry, Payload: var payload } => new BookLine(entry with { Payload = payload ?? [] }),
            { Opened: null, Continued: null } or null => throw new JsonException("The line is neither an entry nor a note."),
            var note => note,
        };
    }

    /// <summary>Whether bytes can stand in a line as they are, and be found again as they were.</summary>
    private static bool IsJsonLine(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload[0] <= ' ' || payload[^1] <= ' ' || payload.ContainsAny("\r\n"u8) || !Utf8.IsValid(payload))
            return false;
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A writer opened the book: every writer before it finds its place taken.</summary>
/// <param name="Writer">Its id, unique to each opening.</param>
/// <param name="Epoch">Its tenure of the coordinator's seat.</param>
/// <param name="Time">When, UTC.</param>
internal sealed record BookOpened(string Writer, long Epoch, DateTimeOffset Time);
