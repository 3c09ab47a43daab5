using System.Numerics;
using Render.Network.Jobs;
using Render.Tracing.Numerics;

namespace Render.Worker.Tracer;

/// <summary>
/// Motion blur: the time that the shutter is open is cut into moments, and each sample of every pixel sees one of them. Pure: what a sample sees follows from the job's
/// settings and its own number, so any range of samples stands alone, and sums of ranges add up to the whole.
/// </summary>
/// <remarks>
/// The shutter opens and closes about the frame's own moment, as Blender's does by default. A sample's moment is its number with the bits in reverse (van der Corput's sequence),
/// so that every run of samples is spread over the shutter, and every aligned run of as many samples as moments sees each once. Moments are taken at the middles of their parts.
/// Their number is a power of two, 64 at most, and no more than half of the samples, so that either half of a job's samples sees them all: what moves farther than some
/// 64 pixels during the shutter shows as many edges.
/// </remarks>
public static class ShutterMoments
{
    /// <summary>Most moments of a frame.</summary>
    public const int Most = 64;

    /// <summary>How many moments the frames of a job have where something moves.</summary>
    public static int Count(RenderSettings settings) =>
        !settings.Shot.HasMotionBlur ? 1 : 1 << BitOperations.Log2((uint)Math.Clamp(settings.Samples / 2, 1, Most));

    /// <summary>The moment that a sample sees, 0 … count − 1.</summary>
    /// <param name="sample">Its number, ≥ 0.</param>
    /// <param name="count">A power of two.</param>
    public static int Of(int sample, int count)
    {
        var moment = 0;
        for (var bit = 1; bit < count; bit <<= 1, sample >>= 1)
            moment = 2 * moment + (sample & 1);
        return moment;
    }

    /// <summary>When a moment is, in seconds from the animations' start; below 0 for those before frame 0, which show its first pose.</summary>
    /// <param name="settings">Rate and shutter.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="moment">Which, 0 … count − 1.</param>
    /// <param name="count">How many.</param>
    public static Real Seconds(RenderSettings settings, int frame, int moment, int count)
    {
        var aside = Real.FromInt32(settings.Shot.ShutterThousandths * (2 * moment + 1 - count)) / Real.FromInt32(2_000 * count);
        return Seconds(settings, frame) + aside / Rate(settings);
    }

    /// <summary>When a frame is.</summary>
    public static Real Seconds(RenderSettings settings, int frame) => Real.FromInt32(frame) / Rate(settings);

    private static Real Rate(RenderSettings settings) => Real.FromInt32(settings.FramesPerSecond.Numerator) / Real.FromInt32(settings.FramesPerSecond.Denominator);
}
