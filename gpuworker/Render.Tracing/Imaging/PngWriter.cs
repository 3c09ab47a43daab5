namespace Render.Tracing.Imaging;

/// <summary>Writes 8-bit sRGB pictures as PNG.</summary>
public static class PngWriter
{
    /// <summary>Writes a picture. Equal pixels give equal bytes on the same runtime.</summary>
    /// <param name="output">Receives the file; stays open.</param>
    /// <param name="width">Pixels a row, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">3 (RGB) or 4 (RGBA, straight alpha).</param>
    /// <param name="pixels">width · height · channels bytes, rows from the top.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Write(Stream output, int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        PngChunks.Require(width, height, channels, pixels.Length);
        output.Write(PngChunks.Signature);
        PngChunks.WriteHeader(output, width, height, channels);
        PngChunks.Write(output, "IDAT"u8, PngChunks.Compress(width, height, channels, pixels));
        PngChunks.Write(output, "IEND"u8, []);
    }

    /// <summary>A picture as a PNG file in memory.</summary>
    /// <inheritdoc cref="Write" path="/param"/>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        using var output = new MemoryStream();
        Write(output, width, height, channels, pixels);
        return output.ToArray();
    }
}
