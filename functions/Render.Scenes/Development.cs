using Render.Network.Jobs;
using Render.Tracing.Assembly;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using TracedView = Render.Tracing.Assembly.ViewTransform;
using ViewTransform = Render.Network.Jobs.ViewTransform;

namespace Render.Scenes;

/// <summary>Shows linear light as a job's view asks: the one place where its names meet the tracer's, for frames of the network and for those that <c>render trace</c> traces.</summary>
public static class Development
{
    /// <summary>Display pixels of linear light.</summary>
    /// <param name="linear">Linear Rec. 709 radiance, row by row.</param>
    /// <param name="view">Exposure and curve.</param>
    /// <returns>RGBA8, row by row, alpha 255.</returns>
    public static byte[] Of(ReadOnlySpan<Float3> linear, ViewSettings view) => FrameAssembler.ToRgba(linear, Exposure(view), Curve(view.Transform));

    /// <summary>Display pixels as a PNG file without alpha, which is 255 everywhere.</summary>
    /// <param name="rgba">As from <see cref="Of"/>.</param>
    /// <param name="size">The frame's size.</param>
    public static byte[] ToPng(ReadOnlySpan<byte> rgba, ImageSize size)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (var i = 0; i < rgba.Length / 4; i++)
            rgba.Slice(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        return PngWriter.Encode(size.Width, size.Height, 3, rgb);
    }

    /// <summary>The factor of an exposure: 2 to the power of its stops.</summary>
    internal static float Exposure(ViewSettings view) => view.ExposureMillistops == 0
        ? 1f
        : Exponentials.Pow(2f, Real.FromInt32(view.ExposureMillistops) / 1000f).Value;

    private static TracedView Curve(ViewTransform transform) => transform switch
    {
        ViewTransform.Standard => TracedView.Standard,
        ViewTransform.Neutral => TracedView.PbrNeutral,
        ViewTransform.Agx => TracedView.Agx,
        ViewTransform.Aces => TracedView.Aces,
        _ => throw new ArgumentOutOfRangeException(nameof(transform), transform, "no view"),
    };
}
