using BitMiracle.LibJpeg.Classic;

namespace Render.Ingest.Tests.Images;

/// <summary>Writes JPEGs of several kinds.</summary>
internal static class JpegFiles
{
    /// <summary>A smooth picture: red grows to the right, green downwards, blue is half.</summary>
    public static byte[] Gradient(int width, int height, bool progressive = false, J_COLOR_SPACE space = J_COLOR_SPACE.JCS_RGB, int quality = 95)
    {
        var channels = space switch { J_COLOR_SPACE.JCS_GRAYSCALE => 1, J_COLOR_SPACE.JCS_CMYK => 4, _ => 3 };
        var encoder = new jpeg_compress_struct(new jpeg_error_mgr()) { Image_width = width, Image_height = height, Input_components = channels, In_color_space = space };
        using var output = new MemoryStream();
        encoder.jpeg_stdio_dest(output);
        encoder.jpeg_set_defaults();
        encoder.jpeg_set_quality(quality, true);
        if (progressive)
            encoder.jpeg_simple_progression();
        encoder.jpeg_start_compress(true);
        for (var y = 0; y < height; y++)
        {
            var row = new byte[width * channels];
            for (var x = 0; x < width; x++)
            {
                byte[] pixel = channels == 1 ? [(byte)(255 * x / width)] : [(byte)(255 * x / width), (byte)(255 * y / height), 128, 0];
                pixel.AsSpan(0, channels).CopyTo(row.AsSpan(x * channels));
            }

            encoder.jpeg_write_scanlines([row], 1);
        }

        encoder.jpeg_finish_compress();
        return output.ToArray();
    }
}
