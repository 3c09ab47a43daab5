using System.Runtime.InteropServices;
using Render.Network.Proof;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Statistics;

/// <summary>Sums of a picture, pixel by pixel: what a forger works on, and what is compared block by block.</summary>
/// <param name="Width">Pixels a row, a multiple of 8.</param>
/// <param name="Height">Rows, a multiple of 8.</param>
/// <param name="Sums">Three sums a pixel, row by row over the whole picture.</param>
internal sealed record Picture(int Width, int Height, long[] Sums)
{
    private const int Side = 8, BlockLength = 3 * Side * Side;

    private readonly Lazy<byte[]> _blocks = new(() => Cut(Width, Height, Sums));

    internal static Picture Of(RegionResult result)
    {
        var (width, height) = (result.Region.Width, result.Region.Height);
        var sums = new long[3 * width * height];
        for (var block = 0; block < result.Region.BlockCount; block++)
        {
            var pixels = result.Region.Block(block);
            var values = result.BlockSums(block);
            for (var row = 0; row < pixels.Height; row++)
                values.Slice(3 * pixels.Width * row, 3 * pixels.Width).CopyTo(sums.AsSpan(3 * (((pixels.Y + row) * width) + pixels.X)));
        }

        return new(width, height, sums);
    }

    /// <summary>The comparison of the network.</summary>
    internal static StatisticalTest Compare(Picture a, Picture b)
    {
        var (left, right) = (a._blocks.Value, b._blocks.Value);
        var test = new StatisticalTest();
        for (var at = 0; at < left.Length; at += 8 * BlockLength)
            test.Add(StatisticalBlock.Of(left.AsSpan(at, 8 * BlockLength), right.AsSpan(at, 8 * BlockLength), Side));
        return test;
    }

    /// <summary>A picture whose blocks are this one's, but for a share of them, spread evenly, that are another's.</summary>
    internal Picture Forged(Picture other, double share)
    {
        var sums = (long[])Sums.Clone();
        var (across, blocks) = (Width / Side, Width / Side * (Height / Side));
        for (var block = 0; block < blocks; block++)
            if ((long)((block + 1) * share) > (long)(block * share))
                for (var row = 0; row < Side; row++)
                {
                    var at = 3 * ((((block / across * Side) + row) * Width) + (block % across * Side));
                    other.Sums.AsSpan(at, 3 * Side).CopyTo(sums.AsSpan(at));
                }

        return new(Width, Height, sums);
    }

    /// <summary>A picture of the same size from each pixel's colour.</summary>
    internal Picture Filtered(Func<int, int, int, double> value)
    {
        var sums = new long[Sums.Length];
        Parallel.For(0, Height, y =>
        {
            for (var x = 0; x < Width; x++)
                for (var channel = 0; channel < 3; channel++)
                    sums[(3 * ((y * Width) + x)) + channel] = (long)value(x, y, channel);
        });
        return new(Width, Height, sums);
    }

    internal double At(int x, int y, int channel) => Sums[(3 * ((Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1))) + channel];

    private static byte[] Cut(int width, int height, long[] sums)
    {
        var blocks = new long[sums.Length];
        for (int y = 0, at = 0; y < height; y += Side)
            for (var x = 0; x < width; x += Side)
                for (var row = 0; row < Side; row++, at += 3 * Side)
                    sums.AsSpan(3 * (((y + row) * width) + x), 3 * Side).CopyTo(blocks.AsSpan(at));
        return MemoryMarshal.AsBytes(blocks.AsSpan()).ToArray();
    }
}
