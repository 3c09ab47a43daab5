using System.Buffers.Binary;
using Render.Tracing.Imaging;

namespace Render.Ingest.Images;

/// <summary>One pass over a PNG's pixels: every StepX-th of every StepY-th row.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    /// <summary>The one pass of a plain picture.</summary>
    public static PngPass[] Whole { get; } = [new(0, 0, 1, 1)];

    /// <summary>The seven passes of an interlaced picture (PNG, §8.2).</summary>
    public static PngPass[] Adam7 { get; } =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    /// <summary>Unpacks the pass into the picture.</summary>
    /// <exception cref="EndOfStreamException">The data end early.</exception>
    /// <exception cref="InvalidDataException">A filter is unknown, or the data cannot be unpacked.</exception>
    public void Read(Stream data, in PngHeader header, PngPalette palette, byte[] pixels)
    {
        var across = (header.Width - X + StepX - 1) / StepX;
        if (across <= 0)
            return;
        var row = new byte[header.RowBytes(across)];
        var above = new byte[row.Length];
        Span<int> samples = stackalloc int[header.Samples];
        for (var y = Y; y < header.Height; y += StepY)
        {
            var filter = data.ReadByte();
            data.ReadExactly(row);
            Unfilter(filter, row, above, header.FilterBytes);
            for (var i = 0; i < across; i++)
            {
                for (var c = 0; c < samples.Length; c++)
                    samples[c] = Sample(row, i * samples.Length + c, header.Depth);
                palette.Expand(header, samples, pixels.AsSpan((int)(4 * ((long)y * header.Width + X + (long)i * StepX)), 4));
            }

            (row, above) = (above, row);
        }
    }

    private static int Sample(byte[] row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(2 * index)),
        _ => (row[index * depth / 8] >> (8 - depth - index * depth % 8)) & ((1 << depth) - 1),
    };

    private static void Unfilter(int filter, byte[] row, byte[] above, int step)
    {
        if (filter is < 0 or > 4)
            throw filter < 0 ? new EndOfStreamException() : new InvalidDataException();
        for (var i = 0; filter != 0 && i < row.Length; i++)
        {
            var left = i < step ? 0 : row[i - step];
            int up = above[i];
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) >> 1,
                _ => PngRowFilter.Paeth(left, up, i < step ? 0 : above[i - step]),
            });
        }
    }
}
