using FsCheck.Xunit;
using Render.Ingest.Packaging;

namespace Render.Ingest.Tests.Packaging;

public sealed class BufferPackingTests
{
    [Property]
    public bool Of_AnyRanges_KeepsTheirBytesAndAlignmentAndDoesNotGrow((byte Buffer, byte Offset, byte Length)[] input)
    {
        var buffers = Enumerable.Range(0, 3).Select(b => Enumerable.Range(0, 512).Select(i => (byte)(i * 7 + b * 31)).ToArray()).ToArray();
        var ranges = input.Select(range => (Buffer: range.Buffer % 3, Offset: (int)range.Offset, Length: range.Length + 1)).ToArray();
        var packing = BufferPacking.Of(ranges, b => buffers[b]);
        return packing.Content.Length <= 3 * 512 + 16 * ranges.Length
            && ranges.All(range => packing.Offset(range.Buffer, range.Offset) is var moved
                && moved % 16 == range.Offset % 16
                && packing.Content.AsSpan(moved, range.Length).SequenceEqual(buffers[range.Buffer].AsSpan(range.Offset, range.Length)));
    }
}
