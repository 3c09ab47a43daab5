using System.Numerics;
using Render.Tracing.Imaging;

namespace Gallery;

/// <summary>Procedural textures. Colours are given as sRGB, [0, 1].</summary>
internal static class Pictures
{
    /// <summary>Boards along u, eight of them, with grain and dark joints.</summary>
    public static byte[] Boards(Vector3 dark, Vector3 light) => Color(512, (u, v) =>
    {
        var board = (int)(v * 6f);
        var y = v * 6f - board;
        if (y < 0.012f)
            return new(dark * 0.35f, 1f);
        var bend = Noise(u * 2f, v * 6f, 4) * 1.6f;
        var rings = 0.5f + 0.5f * MathF.Sin(2f * MathF.PI * (y * 5f + bend * 2f + Hash(board, 3) * 7f));
        var fibre = Noise(u * 0.5f, v * 8f, 48);
        return new(Vector3.Lerp(dark, light, 0.25f * rings + 0.45f * fibre + 0.3f * Hash(board, 7)), 1f);
    });

    /// <summary>Mottled: two colours mixed by noise of two sizes.</summary>
    public static byte[] Mottled(Vector3 dark, Vector3 light, int cells) => Color(256, (u, v) =>
        new(Vector3.Lerp(dark, light, 0.6f * Noise(u, v, cells) + 0.4f * Noise(u, v, 4 * cells)), 1f));

    /// <summary>White bark with dark, level scars.</summary>
    public static byte[] Birch() => Color(256, (u, v) =>
    {
        var scar = Noise(u, v * 5f, 6) * 0.7f + Noise(u * 2f, v * 14f, 8) * 0.3f;
        var tone = 0.86f - 0.16f * Noise(u, v, 9);
        var dark = Math.Clamp((scar - 0.56f) * 9f, 0f, 1f) * 0.85f;
        return new(Vector3.Lerp(new Vector3(tone, tone * 0.97f, tone * 0.91f), new(0.10f, 0.08f, 0.07f), dark), 1f);
    });

    /// <summary>A leaf with veins, its outline in alpha; the stalk at v = 1.</summary>
    public static byte[] Leaf() => Color(128, (u, v) =>
    {
        var (x, y) = (MathF.Abs(u - 0.5f), 1f - v);
        var half = y < 0.16f ? 0.014f : 0.43f * MathF.Pow(MathF.Sin(MathF.PI * MathF.Pow((y - 0.16f) / 0.84f, 0.72f)), 0.8f) + 0.012f * MathF.Sin(y * 95f);
        var vein = x < 0.016f || MathF.Abs(Fraction((y - x * 0.9f) * 8f) - 0.5f) < 0.06f ? 0.82f : 1f;
        return new(new Vector3(1f, 1f, 1f) * vein * (0.9f + 0.1f * Noise(u, v, 16)), x < half ? 1f : 0f);
    });

    /// <summary>Glaze on a pot, once about it: a blue band with a zigzag, below a white rim that it runs into.</summary>
    public static byte[] Glaze() => Color(512, (u, v) =>
    {
        var edge = 0.30f + 0.018f * (Noise(u, v, 24) - 0.5f);
        var zigzag = MathF.Abs(Fraction(u * 14f) - 0.5f) * 0.10f;
        var blue = new Vector3(0.13f, 0.27f, 0.52f) * (0.85f + 0.3f * Noise(u, v, 48));
        var line = MathF.Abs(v - edge - 0.05f - zigzag) < 0.012f || MathF.Abs(v - 0.955f) < 0.01f;
        return new(line || MathF.Abs(v - edge) < 0.008f ? blue : new Vector3(0.97f, 0.95f, 0.90f) * (0.94f + 0.06f * Noise(u, v, 40)), 1f);
    });

    /// <summary>A sun of soft strokes; alpha says how much paint there is.</summary>
    public static byte[] PaintedSun() => Color(256, (u, v) =>
    {
        var (x, y) = (u - 0.5f, v - 0.5f);
        var (radius, angle) = (2f * MathF.Sqrt(x * x + y * y), MathF.Atan2(y, x));
        var ray = 0.5f + 0.5f * MathF.Cos(12f * angle);
        var reach = 0.50f + 0.34f * ray * ray;
        var paint = Math.Clamp((reach - radius) * 7f, 0f, 1f) * (radius > 0.40f && radius < 0.47f ? 0.12f : 1f);
        return new(Vector3.Lerp(new(0.93f, 0.72f, 0.16f), new(0.86f, 0.38f, 0.12f), Math.Clamp(radius, 0f, 1f)), paint * (0.72f + 0.28f * Noise(u, v, 14)));
    });

    /// <summary>Trees far away, their tops in alpha; tiles along u.</summary>
    public static byte[] TreeLine() => Color(512, (u, v) =>
    {
        var top = 0.18f + 0.34f * Noise(u, 0.3f, 7) + 0.12f * Noise(u, 0.7f, 19) + 0.05f * Noise(u, v, 48);
        var leaf = 0.55f * Noise(u, v, 22) + 0.45f * Noise(u, v, 64);
        var tone = Vector3.Lerp(new(0.20f, 0.33f, 0.17f), new(0.50f, 0.62f, 0.28f), leaf * Math.Clamp(1.5f - 1.3f * (v - top), 0.2f, 1f));
        return new(Vector3.Lerp(tone, new(0.72f, 0.80f, 0.80f), 0.15f), v > top ? 1f : 0f);
    });

    /// <summary>A lantern's glow: brightest below its middle, paler between its ribs.</summary>
    public static byte[] Paper() => Color(64, (_, v) =>
    {
        var light = 1f - 0.75f * MathF.Abs(v - 0.58f) / 0.58f;
        var rib = MathF.Abs(Fraction(v * 9f) - 0.5f) < 0.09f ? 0.62f : 1f;
        return new(new Vector3(1f, 0.97f, 0.92f) * MathF.Sqrt(light) * rib, 1f);
    });

    /// <summary>Normals of a height over one tile.</summary>
    /// <param name="side">Texels a side.</param>
    /// <param name="height">Height over (u, v) in units of the tile's side; tiles.</param>
    public static byte[] Relief(int side, Func<float, float, float> height) => Color(side, (u, v) =>
    {
        var step = 0.5f / side;
        var (slopeU, slopeV) = ((height(u + step, v) - height(u - step, v)) / (2f * step), (height(u, v + step) - height(u, v - step)) / (2f * step));
        return new(Vector3.Normalize(new(-slopeU, slopeV, 1f)) * 0.5f + new Vector3(0.5f), 1f);
    });

    /// <summary>Plain weave of threads over and under, four each way.</summary>
    public static byte[] Weave() => Relief(128, (u, v) =>
    {
        var (x, y) = (u * 4f, v * 4f);
        var over = ((int)MathF.Floor(x) + (int)MathF.Floor(y)) % 2 == 0;
        var across = MathF.Sin(MathF.PI * Fraction(over ? y : x));
        var along = MathF.Sin(MathF.PI * Fraction(over ? x : y));
        return 0.06f * MathF.Sqrt(MathF.Max(across, 0f)) * (0.55f + 0.45f * along);
    });

    /// <summary>Scratches along u, for brushed metal.</summary>
    public static byte[] Brushed() => Relief(256, (u, v) => 0.004f * Noise(u, v * 16f, 8) + 0.002f * Noise(u * 2f, v * 32f, 8));

    /// <summary>Flakes: each cell leans its own way.</summary>
    public static byte[] Flakes() => Color(256, (u, v) =>
    {
        var (x, y) = ((int)(u * 128f), (int)(v * 128f));
        return new(Vector3.Normalize(new(0.5f * (Hash(x, y) - 0.5f), 0.5f * (Hash(y, x + 1000) - 0.5f), 1f)) * 0.5f + new Vector3(0.5f), 1f);
    });

    /// <summary>Small bumps, for peel and plaster.</summary>
    public static byte[] Bumps(int cells, float height) => Relief(256, (u, v) => height * (Noise(u, v, cells) + 0.4f * Noise(u, v, 3 * cells)));

    /// <summary>Value noise, [0, 1]; tiles where u and v do.</summary>
    public static float Noise(float u, float v, int cells)
    {
        var (x, y) = (u * cells, v * cells);
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (s, t) = (Ease(x - column), Ease(y - row));
        float At(int i, int j) => Hash(Wrap(column + i, cells), Wrap(row + j, cells * 64) + 100 * cells);
        return (At(0, 0) * (1f - s) + At(1, 0) * s) * (1f - t) + (At(0, 1) * (1f - s) + At(1, 1) * s) * t;
    }

    /// <summary>A number in [0, 1) that looks random: PCG's output function (M. O'Neill, 2014) on both keys.</summary>
    public static float Hash(int a, int b)
    {
        var state = (uint)a * 747796405u + (uint)b * 2891336453u + 1u;
        state = state * 747796405u + 2891336453u;
        var word = ((state >> (int)((state >> 28) + 4)) ^ state) * 277803737u;
        return (((word >> 22) ^ word) >> 8) / 16777216f;
    }

    private static byte[] Color(int side, Func<float, float, Vector4> color)
    {
        var texels = new byte[4 * side * side];
        for (var i = 0; i < side * side; i++)
        {
            var c = Vector4.Clamp(color((i % side + 0.5f) / side, (i / side + 0.5f) / side), Vector4.Zero, Vector4.One) * 255f;
            (texels[4 * i], texels[4 * i + 1], texels[4 * i + 2], texels[4 * i + 3]) =
                ((byte)MathF.Round(c.X), (byte)MathF.Round(c.Y), (byte)MathF.Round(c.Z), (byte)MathF.Round(c.W));
        }
        return PngWriter.Encode(side, side, 4, texels);
    }

    private static int Wrap(int i, int cells) => (i % cells + cells) % cells;

    private static float Ease(float t) => t * t * (3f - 2f * t);

    private static float Fraction(float x) => x - MathF.Floor(x);
}
