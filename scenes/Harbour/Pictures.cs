using BitMiracle.LibJpeg.Classic;
using Render.Tracing.Imaging;

namespace Harbour;

/// <summary>Procedural textures. Colours are sRGB bytes.</summary>
internal static class Pictures
{
    /// <summary>Upright stripes with two bands of zigzag, for balloons.</summary>
    public static byte[] Balloon(int stripes, (int R, int G, int B)[] colors, (int R, int G, int B) band) => Png(256, 256, (u, v) =>
    {
        var zigzag = MathF.Abs(Fraction(u * stripes) - 0.5f) * 0.10f;
        if (v > 0.44f + zigzag && v < 0.52f + zigzag)
            return band;
        return colors[(int)(u * stripes) % colors.Length];
    });

    /// <summary>Level stripes.</summary>
    public static byte[] Bands(int bands, (int R, int G, int B) even, (int R, int G, int B) odd) =>
        Png(8, 256, (_, v) => (int)(v * bands) % 2 == 0 ? even : odd);

    /// <summary>Whitewashed bricks.</summary>
    public static byte[] Bricks() => Png(256, 256, (u, v) =>
    {
        var row = (int)(v * 16f);
        var x = u * 12f + (row % 2) * 0.5f;
        if (Fraction(v * 16f) < 0.10f || Fraction(x) < 0.06f)
            return (196, 186, 172);
        var tone = (int)(14f * Hash((int)x % 12, row));
        return (238 - tone, 232 - tone, 220 - tone);
    });

    /// <summary>Ripples as a tangent-space normal map that tiles: a sum of sines, differentiated.</summary>
    public static byte[] Ripples() => Png(256, 256, (u, v) =>
    {
        float slopeX = 0f, slopeY = 0f;
        for (var i = 0; i < 14; i++)
        {
            var (kx, ky) = ((int)(Hash(i, 1) * 9f) - 4, 2 + (int)(Hash(i, 2) * 7f));
            var phase = 2f * MathF.PI * (kx * u + ky * v + Hash(i, 3));
            var height = 0.026f / MathF.Sqrt(kx * kx + ky * ky);
            slopeX += kx * height * MathF.Cos(phase);
            slopeY += ky * height * MathF.Cos(phase);
        }

        var length = MathF.Sqrt(slopeX * slopeX + slopeY * slopeY + 1f);
        return (Signed(-slopeX / length), Signed(slopeY / length), Signed(1f / length));
    });

    /// <summary>Grass with darker tufts.</summary>
    public static byte[] Grass() => Jpeg(256, (u, v) =>
    {
        var tone = Noise(u, v, 8) * 0.55f + Noise(u, v, 32) * 0.45f;
        return (Mix(72, 132, tone), Mix(118, 172, tone), Mix(44, 66, tone));
    });

    /// <summary>Sand.</summary>
    public static byte[] Sand() => Jpeg(256, (u, v) =>
    {
        var tone = Noise(u, v, 6) * 0.5f + Noise(u, v, 64) * 0.5f;
        return (Mix(214, 242, tone), Mix(188, 220, tone), Mix(138, 174, tone));
    });

    /// <summary>Boards along u.</summary>
    public static byte[] Planks() => Jpeg(256, (u, v) =>
    {
        var board = (int)(v * 8f);
        if (Fraction(v * 8f) < 0.08f)
            return (74, 50, 34);
        var tone = Noise(u, v * 6f + board * 0.37f, 24) * 0.4f + Hash(board, 7) * 0.6f;
        return (Mix(134, 186, tone), Mix(92, 136, tone), Mix(58, 92, tone));
    });

    private static byte[] Png(int width, int height, Func<float, float, (int R, int G, int B)> color) =>
        PngWriter.Encode(width, height, 3, Texels(width, height, color));

    private static byte[] Jpeg(int side, Func<float, float, (int R, int G, int B)> color)
    {
        var texels = Texels(side, side, color);
        var encoder = new jpeg_compress_struct(new jpeg_error_mgr())
        {
            Image_width = side,
            Image_height = side,
            Input_components = 3,
            In_color_space = J_COLOR_SPACE.JCS_RGB,
        };
        using var output = new MemoryStream();
        encoder.jpeg_stdio_dest(output);
        encoder.jpeg_set_defaults();
        encoder.jpeg_set_quality(88, true);
        encoder.jpeg_start_compress(true);
        for (var y = 0; y < side; y++)
            encoder.jpeg_write_scanlines([texels[(3 * side * y)..(3 * side * (y + 1))]], 1);
        encoder.jpeg_finish_compress();
        return output.ToArray();
    }

    private static byte[] Texels(int width, int height, Func<float, float, (int R, int G, int B)> color)
    {
        var texels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = color((x + 0.5f) / width, (y + 0.5f) / height);
                var at = 3 * (y * width + x);
                (texels[at], texels[at + 1], texels[at + 2]) = ((byte)r, (byte)g, (byte)b);
            }

        return texels;
    }

    /// <summary>Value noise that tiles, [0, 1].</summary>
    private static float Noise(float u, float v, int cells)
    {
        var (x, y) = (u * cells, v * cells);
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (s, t) = (Ease(x - column), Ease(y - row));
        float At(int i, int j) => Hash((column + i) % cells, (row + j) % cells + 100 * cells);
        return (At(0, 0) * (1f - s) + At(1, 0) * s) * (1f - t) + (At(0, 1) * (1f - s) + At(1, 1) * s) * t;
    }

    /// <summary>A number in [0, 1) that looks random: PCG's output function (M. O'Neill, 2014) on both keys.</summary>
    private static float Hash(int a, int b)
    {
        var state = (uint)a * 747796405u + (uint)b * 2891336453u + 1u;
        state = state * 747796405u + 2891336453u;
        var word = ((state >> (int)((state >> 28) + 4)) ^ state) * 277803737u;
        return ((word >> 22) ^ word) / 4294967296f;
    }

    private static float Ease(float t) => t * t * (3f - 2f * t);

    private static float Fraction(float x) => x - MathF.Floor(x);

    private static int Mix(int a, int b, float t) => (int)(a + (b - a) * t);

    private static int Signed(float x) => (int)MathF.Round((x * 0.5f + 0.5f) * 255f);
}
