using Render.Network.Jobs;
using Render.Tracing.Assembly;
using Render.Tracing.Numerics;
using TracedView = Render.Tracing.Assembly.ViewTransform;
using ViewTransform = Render.Network.Jobs.ViewTransform;

namespace Render.Scenes;

/// <summary>Shows linear light as a job's view asks: the one place where its names meet the tracer's.</summary>
public static class Development
{
    /// <summary>Display pixels of linear light.</summary>
    /// <param name="linear">Linear Rec. 709 radiance, row by row.</param>
    /// <param name="view">Exposure and curve.</param>
    /// <returns>RGBA8, row by row, alpha 255.</returns>
    public static byte[] Of(ReadOnlySpan<Float3> linear, ViewSettings view) => FrameAssembler.ToRgba(linear, Exposure(view), Curve(view.Transform));

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
