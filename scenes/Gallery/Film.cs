using System.Buffers.Binary;
using Render.Tracing.Imaging;

namespace Gallery;

/// <summary>Joins the frames of a job, which are PNG files of one size and kind, to an animated PNG (PNG 3rd ed., §11.3.6): chunks are moved, no pixel is decoded.</summary>
internal static class Film
{
    /// <summary>Joins the files in the order of their names.</summary>
    /// <param name="folder">Has the frames.</param>
    /// <param name="path">File to write.</param>
    /// <param name="framesPerSecond">Its pace.</param>
    public static void Join(string folder, string path, ushort framesPerSecond)
    {
        string[] files = [.. Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal)];
        using var output = File.Create(path);
        var sequence = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var file = File.ReadAllBytes(files[i]);
            var header = Chunks(file).First(chunk => chunk.Type == "IHDR").Data;
            if (i == 0)
            {
                output.Write(file.AsSpan(0, 8));
                Write(output, "IHDR"u8, header.Span);
                Write(output, "sRGB"u8, [0]);
                Write(output, "acTL"u8, [.. Word(files.Length), .. Word(0)]);
            }
            // Whole picture, at the origin, shown 1 / framesPerSecond, replacing what was there.
            Write(output, "fcTL"u8, [.. Word(sequence++), .. header.Span[..8], .. Word(0), .. Word(0), 0, 1, (byte)(framesPerSecond >> 8), (byte)framesPerSecond, 0, 0]);
            foreach (var (_, data) in Chunks(file).Where(chunk => chunk.Type == "IDAT"))
                if (i == 0)
                    Write(output, "IDAT"u8, data.Span);
                else
                    Write(output, "fdAT"u8, [.. Word(sequence++), .. data.Span]);
        }
        Write(output, "IEND"u8, []);
    }

    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Data)> Chunks(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file.AsMemory(at + 8, length));
            at += 12 + length;
        }
    }

    private static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        output.Write(Word(data.Length));
        output.Write(type);
        output.Write(data);
        output.Write(Word((int)Crc32.Of(data, Crc32.Of(type))));
    }

    private static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
