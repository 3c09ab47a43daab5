using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Render.Tracing.Imaging;

namespace Render.Ingest.Tests.Images;

/// <summary>Writes PNGs of every kind, chunk by chunk.</summary>
internal static class PngFiles
{
    /// <summary>A PNG of unfiltered rows (each starts with its filter byte), with chunks between header and data.</summary>
    public static byte[] Write(int width, int height, byte depth, byte color, byte[] rows, bool interlaced = false, params (string Type, byte[] Data)[] chunks)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return File([("IHDR", Header(width, height, depth, color, interlaced)), .. chunks, ("IDAT", packed.ToArray()), ("IEND", [])]);
    }

    /// <summary>A PNG of any chunks.</summary>
    public static byte[] File(IEnumerable<(string Type, byte[] Data)> chunks)
    {
        using var output = new MemoryStream();
        output.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in chunks)
        {
            var body = Encoding.ASCII.GetBytes(type).Concat(data).ToArray();
            output.Write(BigEndian(data.Length));
            output.Write(body);
            output.Write(BigEndian((int)Crc32.Of(body)));
        }

        return output.ToArray();
    }

    public static byte[] Header(int width, int height, byte depth, byte color, bool interlaced = false) =>
        [.. BigEndian(width), .. BigEndian(height), depth, color, 0, 0, (byte)(interlaced ? 1 : 0)];

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
