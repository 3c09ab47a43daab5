namespace Render.Tracing.Rendering;

/// <summary>How a pixel weighs the light about it. A sample's place is drawn by the filter, so that it counts for one pixel, and sums stay integers.</summary>
public enum PixelFilter
{
    /// <summary>Evenly over the pixel.</summary>
    Box,

    /// <summary><see cref="Sampling.BlackmanHarris"/>, as in Cycles at its default width of 1.5.</summary>
    BlackmanHarris,
}
