using System.Buffers.Binary;
using System.IO.Compression;

namespace Render.Tracing.Imaging;

/// <summary>The chunk layer of PNG (ISO/IEC 15948) that still and animated files share.</summary>
internal static class PngChunks
{
    /// <summary>The eight bytes that start every file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a chunk: length, type, data, CRC.</summary>
    public static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        output.Write(word);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(data, Crc32.Of(type)));
        output.Write(word);
    }

    /// <summary>Writes the header of an 8-bit RGB or RGBA picture and says that its colours are sRGB.</summary>
    public static void WriteHeader(Stream output, int width, int height, int channels)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = channels == 4 ? (byte)6 : (byte)2;
        header[10..].Clear();
        Write(output, "IHDR"u8, header);
        Write(output, "sRGB"u8, [0]);
    }

    /// <summary>Filters and compresses a picture's rows.</summary>
    public static byte[] Compress(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var filter = new PngRowFilter(width * channels, channels);
            for (var row = 0; row < height; row++)
                zlib.Write(filter.Best(pixels.Slice(row * width * channels, width * channels)));
        }

        return packed.ToArray();
    }

    /// <summary>Checks a picture's sizes.</summary>
    /// <exception cref="ArgumentException">They do not fit together.</exception>
    public static void Require(int width, int height, int channels, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (3 or 4))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "3 (RGB) or 4 (RGBA).");
        if ((long)width * height * channels != bytes)
            throw new ArgumentException("Not width × height × channels bytes.", nameof(bytes));
    }
}
