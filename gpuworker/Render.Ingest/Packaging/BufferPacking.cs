namespace Render.Ingest.Packaging;

/// <summary>Packs the parts of buffers that are used, and only those, into one buffer.</summary>
internal sealed class BufferPacking
{
    // Parts keep their offset modulo this, so that what was aligned stays aligned.
    private const int Alignment = 16;

    private readonly Dictionary<int, List<(int Start, int End, int Moved)>> _parts = [];

    private BufferPacking(byte[] content) => Content = content;

    /// <summary>The packed buffer.</summary>
    public byte[] Content { get; private set; }

    /// <summary>Packs ranges of buffers; overlapping ones are stored once, so the result is never longer than the buffers and their padding.</summary>
    public static BufferPacking Of(IEnumerable<(int Buffer, int Offset, int Length)> ranges, Func<int, ReadOnlyMemory<byte>> bufferOf)
    {
        var packing = new BufferPacking([]);
        using var packed = new MemoryStream();
        foreach (var group in ranges.GroupBy(range => range.Buffer).OrderBy(group => group.Key))
        {
            var parts = packing._parts[group.Key] = [];
            foreach (var (_, offset, length) in group.OrderBy(range => range.Offset).ThenBy(range => range.Length))
            {
                if (parts.Count > 0 && offset <= parts[^1].End)
                    parts[^1] = parts[^1] with { End = Math.Max(parts[^1].End, offset + length) };
                else
                    parts.Add((offset, offset + length, 0));
            }

            var buffer = bufferOf(group.Key);
            for (var i = 0; i < parts.Count; i++)
            {
                while ((packed.Length - parts[i].Start) % Alignment != 0)
                    packed.WriteByte(0);
                parts[i] = parts[i] with { Moved = (int)packed.Length };
                packed.Write(buffer.Span[parts[i].Start..parts[i].End]);
            }
        }

        packing.Content = packed.ToArray();
        return packing;
    }

    /// <summary>Where a packed range now starts.</summary>
    public int Offset(int buffer, int offset)
    {
        var parts = _parts[buffer];
        var at = parts.BinarySearch((offset, int.MaxValue, int.MaxValue));
        var part = parts[at >= 0 ? at : ~at - 1];
        return part.Moved + (offset - part.Start);
    }
}
