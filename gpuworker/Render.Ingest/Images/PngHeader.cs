using System.Buffers.Binary;
using System.Numerics;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Ingest.Images;

/// <summary>A PNG's IHDR chunk, checked.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Color">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</param>
/// <param name="Interlaced">Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int Color, bool Interlaced)
{
    /// <summary>Samples a pixel.</summary>
    public int Samples => Color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes that hold so many pixels of a row.</summary>
    public int RowBytes(int pixels) => (int)(((long)pixels * Samples * Depth + 7) / 8);

    /// <summary>Bytes between a byte and its left neighbour for filters.</summary>
    public int FilterBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>Reads and checks the chunk.</summary>
    public static PngHeader Read(string name, ReadOnlySpan<byte> data, SceneLimits limits)
    {
        if (data.Length != 13)
            throw PngReader.Corrupt(name, "its header has the wrong length");
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        CanonicalImage.RequireSize(name, width, height, limits);
        var header = new PngHeader((int)width, (int)height, data[8], data[9], data[12] == 1);
        var depths = header.Color switch { 0 => "1 2 4 8 16", 3 => "1 2 4 8", 2 or 4 or 6 => "8 16", _ => "" };
        if (!BitOperations.IsPow2(header.Depth) || !depths.Split(' ').Contains(FormattableString.Invariant($"{header.Depth}"))
            || data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw PngReader.Corrupt(name, "its header names an unknown colour type, depth or method");
        return header;
    }
}
