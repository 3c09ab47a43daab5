using BitMiracle.LibJpeg.Classic;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Ingest.Images;

/// <summary>Reads JPEG through LibJpeg.NET: baseline and progressive; grey, colour and CMYK. A damaged file is refused, not patched up.</summary>
public static class JpegReader
{
    // A progressive file has some ten scans; each costs a pass over the whole picture.
    private const int MostScans = 100;

    /// <summary>True when the bytes start like a JPEG.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a picture; orientation tags and colour profiles are not applied, as glTF demands.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">The file; untrusted.</param>
    /// <param name="limits">The largest picture.</param>
    /// <exception cref="SceneException">Corrupt, unsupported or too large.</exception>
    public static Image Read(string name, ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        if (CountMarkers(content.Span, 0xDA) > MostScans)
            throw PngReader.Corrupt(name, "it has too many scans");
        try
        {
            return Decode(name, content, limits);
        }
        catch (Exception fault) when (fault is not (SceneException or OutOfMemoryException))
        {
            // The decoder indexes arrays with what it reads: out-of-range accesses are its way to notice damage.
            throw PngReader.Corrupt(name, fault is JpegFault ? fault.Message : "its data make no sense", fault);
        }
    }

    private static Image Decode(string name, ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        var decoder = new jpeg_decompress_struct(new JpegFaults());
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        decoder.jpeg_stdio_src(stream);
        decoder.jpeg_read_header(true);
        CanonicalImage.RequireSize(name, (uint)decoder.Image_width, (uint)decoder.Image_height, limits);
        if (decoder.Num_components == 3)
            decoder.Out_color_space = J_COLOR_SPACE.JCS_RGB;
        decoder.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
        decoder.Do_fancy_upsampling = true;
        decoder.jpeg_start_decompress();
        var channels = decoder.Output_components;
        if (channels is not (1 or 3 or 4))
            throw PngReader.Corrupt(name, "it has an unusual number of channels");
        var inverted = channels == 4 && content.Span.IndexOf("Adobe\0"u8) >= 0;
        var (width, height) = (decoder.Output_width, decoder.Output_height);
        var pixels = new byte[4L * width * height];
        var row = new byte[1][];
        row[0] = new byte[width * channels];
        for (var y = 0; y < height; y++)
        {
            decoder.jpeg_read_scanlines(row, 1);
            for (var x = 0; x < width; x++)
                Expand(row[0].AsSpan(x * channels, channels), inverted, pixels.AsSpan((int)(4 * ((long)y * width + x)), 4));
        }

        decoder.jpeg_finish_decompress();
        return new(width, height, pixels);
    }

    /// <summary>One pixel as RGBA8. CMYK without a profile: R = (1 − C)(1 − K); Adobe's files store the complements.</summary>
    private static void Expand(ReadOnlySpan<byte> samples, bool inverted, Span<byte> pixel)
    {
        pixel[3] = 255;
        if (samples.Length == 1)
        {
            pixel[..3].Fill(samples[0]);
            return;
        }

        for (var c = 0; c < 3; c++)
        {
            var flip = inverted ? 0 : 255;
            pixel[c] = samples.Length == 3 ? samples[c] : (byte)(((samples[c] ^ flip) * (samples[3] ^ flip) + 127) / 255);
        }
    }

    private static int CountMarkers(ReadOnlySpan<byte> content, byte marker)
    {
        var count = 0;
        for (var at = content.IndexOf((byte)0xFF); at >= 0 && at + 1 < content.Length;)
        {
            if (content[at + 1] == marker)
                count++;
            var next = content[(at + 1)..].IndexOf((byte)0xFF);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return count;
    }
}
