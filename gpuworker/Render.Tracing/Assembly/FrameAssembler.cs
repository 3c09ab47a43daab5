using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Assembly;

/// <summary>From sums to pixels: the versioned, exact last step, so that a frame's digest follows from proven sums.</summary>
public static class FrameAssembler
{
    /// <summary>Raised by every change that alters any pixel.</summary>
    public const int Version = 1;

    /// <summary>The mean linear radiance of one channel of one pixel.</summary>
    /// <param name="sum">Sum in units of 2⁻²⁴, ≥ 0.</param>
    /// <param name="samples">Number of samples, ≥ 1.</param>
    /// <returns>⌊sum / samples⌋ units, rounded to binary32.</returns>
    public static Real Mean(long sum, int samples) => FixedPoint.ToReal(sum / samples);

    /// <summary>Writes a region's pixels into a frame's linear RGB.</summary>
    /// <param name="result">The region's sums, over all samples.</param>
    /// <param name="frameWidth">Pixels a row of the frame.</param>
    /// <param name="linear">The frame, row by row; receives the region.</param>
    public static void WriteLinear(RegionResult result, int frameWidth, Span<Float3> linear)
    {
        for (var block = 0; block < result.Region.BlockCount; block++)
        {
            var pixels = result.Region.Block(block);
            var sums = result.BlockSums(block);
            for (var i = 0; i < pixels.Width * pixels.Height; i++)
            {
                linear[(pixels.Y + i / pixels.Width) * frameWidth + pixels.X + i % pixels.Width] = new(
                    Mean(sums[3 * i], result.Samples.Count), Mean(sums[3 * i + 1], result.Samples.Count), Mean(sums[3 * i + 2], result.Samples.Count));
            }
        }
    }

    /// <summary>Turns linear RGB into display pixels.</summary>
    /// <param name="linear">Linear Rec. 709 radiance, row by row.</param>
    /// <param name="exposure">Factor before the view transform (2 to the power of stops); default 1.</param>
    /// <param name="view">The view transform; default Standard.</param>
    /// <returns>RGBA8, row by row, alpha 255.</returns>
    public static byte[] ToRgba(ReadOnlySpan<Float3> linear, float exposure = 1f, ViewTransform view = ViewTransform.Standard)
    {
        var rgba = new byte[4 * linear.Length];
        for (var i = 0; i < linear.Length; i++)
        {
            var color = linear[i] * exposure;
            color = view switch
            {
                ViewTransform.PbrNeutral => PbrNeutral.Map(color),
                ViewTransform.Agx => Agx.Map(color),
                ViewTransform.Aces => Aces.Map(color),
                _ => color,
            };
            rgba[4 * i] = Srgb.Encode(color.X);
            rgba[4 * i + 1] = Srgb.Encode(color.Y);
            rgba[4 * i + 2] = Srgb.Encode(color.Z);
            rgba[4 * i + 3] = 255;
        }
        return rgba;
    }
}
