using System.Text;

namespace Render.Benchmarks.Comparison;

/// <summary>A studio as light from afar: a dim room, a large soft box to the left, a small bright one to the right.</summary>
internal static class StudioLight
{
    private const int Width = 256;
    private const int Height = 128;

    /// <summary>Writes it as a Radiance picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isEven">Radiance ½ from everywhere instead: what is not absorbed cannot be told from it.</param>
    public static void Write(string path, bool isEven)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {Height} +X {Width}\n"));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                file.Write(Encode(isEven ? (0.5, 0.5, 0.5) : Radiance((x + 0.5) / Width, (y + 0.5) / Height)));
    }

    private static (double R, double G, double B) Radiance(double u, double v)
    {
        var dim = 0.15 + 0.35 * Math.Max(0, 0.6 - v);
        return Inside(u, 0.88, 0.05) && Inside(v, 0.30, 0.09) ? (9, 8, 6.5)
            : Inside(u, 0.62, 0.025) && Inside(v, 0.22, 0.04) ? (30, 33, 40)
            : (dim, dim * 1.05, dim * 1.15);
    }

    private static bool Inside(double at, double center, double half) => Math.Abs(at - center) < half;

    private static byte[] Encode((double R, double G, double B) color)
    {
        var largest = Math.Max(color.R, Math.Max(color.G, color.B));
        var exponent = (int)Math.Floor(Math.Log2(largest)) + 1;
        var scale = Math.Pow(2, 8 - exponent);
        return [(byte)(color.R * scale), (byte)(color.G * scale), (byte)(color.B * scale), (byte)(exponent + 128)];
    }
}
