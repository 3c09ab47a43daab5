using Render.Tracing.Compilation;
using Render.Tracing.Denoising;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Scenes;

/// <summary>Takes the noise out of a frame whose samples are there in two halves: the one place for frames of the network and for those that <c>render trace</c> traces.</summary>
public static class DenoisedLight
{
    /// <summary>The frame's light without its noise. A pure function but of <paramref name="threads"/>, on which no byte depends.</summary>
    /// <param name="first">Linear radiance of the first half of the samples, row by row.</param>
    /// <param name="second">Of the second half.</param>
    /// <param name="scene">The frame's own moment, which shows what belongs together.</param>
    /// <param name="settings">How it was traced.</param>
    /// <param name="threads">Threads, ≥ 1.</param>
    /// <param name="cancellation">Stops soon.</param>
    public static Float3[] Of(Float3[] first, Float3[] second, CompiledScene scene, RenderSettings settings, int threads, CancellationToken cancellation)
    {
        var seen = FirstSight.Trace(scene, settings, threads, cancellation: cancellation);
        return new RegressionDenoiser().Denoise(new NoisyPicture(settings.Width, settings.Height, first, second, seen), threads, cancellation);
    }
}
