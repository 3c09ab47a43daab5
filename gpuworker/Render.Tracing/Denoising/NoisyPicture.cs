using Render.Tracing.Assembly;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Denoising;

/// <summary>What a denoiser is given: the picture twice, from independent halves of its samples, and what the camera sees first.</summary>
/// <remarks>Two halves tell the noise of each pixel, and let one half say which pixels belong together while the other is averaged (Rousselle et al. 2012).</remarks>
public sealed class NoisyPicture
{
    /// <summary>From halves.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="first">Linear radiance of the first half of the samples, row by row; finite, ≥ 0.</param>
    /// <param name="second">Of the second half, of as many samples.</param>
    /// <param name="seen">What the camera sees, row by row.</param>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public NoisyPicture(int width, int height, Float3[] first, Float3[] second, SurfaceSeen[] seen)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (first.Length != width * height || second.Length != first.Length || seen.Length != first.Length)
            throw new ArgumentException($"halves of {first.Length} and {second.Length} and features of {seen.Length} are not all {width} × {height} pixels");
        (Width, Height, First, Second, Seen) = (width, height, first, second, seen);
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Radiance of the first half of the samples.</summary>
    public Float3[] First { get; }

    /// <summary>Radiance of the second half of the samples.</summary>
    public Float3[] Second { get; }

    /// <summary>What the camera sees.</summary>
    public SurfaceSeen[] Seen { get; }

    /// <summary>From the sums of both halves of a whole frame.</summary>
    /// <param name="first">The first half of the samples.</param>
    /// <param name="second">The second half.</param>
    /// <param name="seen">What the camera sees, row by row.</param>
    /// <exception cref="ArgumentException">The halves are not of one region and of as many samples.</exception>
    public static NoisyPicture Of(RegionResult first, RegionResult second, SurfaceSeen[] seen)
    {
        if (first.Region != second.Region || first.Samples.Count != second.Samples.Count || first.Region is not { X: 0, Y: 0 })
            throw new ArgumentException($"{first.Region} {first.Samples} and {second.Region} {second.Samples} are not halves of a frame");
        return new(first.Region.Width, first.Region.Height, Linear(first), Linear(second), seen);
    }

    private static Float3[] Linear(RegionResult result)
    {
        var linear = new Float3[result.Region.Width * result.Region.Height];
        FrameAssembler.WriteLinear(result, result.Region.Width, linear);
        return linear;
    }
}
