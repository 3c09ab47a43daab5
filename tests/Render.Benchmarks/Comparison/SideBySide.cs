using Render.Tracing.Assembly;
using Render.Tracing.Imaging;

namespace Render.Benchmarks.Comparison;

/// <summary>Ours, Cycles' and what a person sees between them, in one PNG.</summary>
internal static class SideBySide
{
    // Magma, S. van der Walt and N. Smith, 2015, as M. Zucker's polynomial of degree six for each channel.
    private static readonly double[][] Magma =
    [
        [-0.002136485, 0.251660541, 8.353717279, -27.668733086, 52.176139812, -50.768525365, 18.655705066],
        [-0.000749655, 0.677523244, -3.577719515, 14.264730781, -27.943606072, 29.046582821, -11.489773520],
        [-0.005386128, 2.494026599, 0.314467903, -13.649213188, 12.944169442, 4.234152994, -5.601961509],
    ];

    /// <summary>Writes the picture.</summary>
    public static void Write(string path, LinearPicture ours, LinearPicture theirs, double[] difference)
    {
        const int gap = 4;
        var (width, height) = (ours.Width, ours.Height);
        var whole = 3 * width + 2 * gap;
        var pixels = new byte[3 * whole * height];
        Array.Fill(pixels, (byte)255);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < 3; channel++)
                {
                    var i = y * width + x;
                    pixels[3 * (y * whole + x) + channel] = Srgb.Encode(ours.Samples[3 * i + channel]);
                    pixels[3 * (y * whole + x + width + gap) + channel] = Srgb.Encode(theirs.Samples[3 * i + channel]);
                    pixels[3 * (y * whole + x + 2 * (width + gap)) + channel] = Shade(Magma[channel], difference[i]);
                }
        using var file = File.Create(path);
        PngWriter.Write(file, whole, height, 3, pixels);
    }

    private static byte Shade(double[] polynomial, double at) =>
        (byte)Math.Clamp(Math.Round(255 * polynomial.Reverse().Aggregate(0.0, (sum, c) => sum * at + c)), 0, 255);
}
