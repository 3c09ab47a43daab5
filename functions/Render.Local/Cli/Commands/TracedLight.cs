using Render.Scenes;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Local.Cli.Commands;

/// <summary>From what <c>render trace</c> traced to linear light, denoised where that was asked for: then the frame is traced in two halves, which tell what is noise.</summary>
internal static class TracedLight
{
    /// <summary>Refuses samples that have no halves, before anything is traced.</summary>
    /// <exception cref="CommandFailedException">They are odd.</exception>
    public static void Check(TraceShot shot)
    {
        if (shot.IsDenoised && shot.Samples % 2 != 0)
            throw new CommandFailedException(ExitCode.Usage, "Noise is told by comparing two halves of the samples, and they are odd.", "Give an even number of --samples.");
    }

    /// <summary>The ranges of samples to trace.</summary>
    public static IReadOnlyList<TileSamples> Ranges(TraceShot shot) =>
        shot.IsDenoised ? [new(0, shot.Samples / 2), new(shot.Samples / 2, shot.Samples / 2)] : [new(0, shot.Samples)];

    /// <summary>The frame's light.</summary>
    /// <param name="parts">What was traced, one for each range.</param>
    /// <param name="shot">What was asked for.</param>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">How it was traced.</param>
    /// <param name="cancellation">Stops soon.</param>
    public static Float3[] Of(RegionResult[] parts, TraceShot shot, CompiledScene scene, RenderSettings settings, CancellationToken cancellation)
    {
        return shot.IsDenoised
            ? DenoisedLight.Of(Linear(parts[0], shot), Linear(parts[1], shot), scene, settings, shot.Threads, cancellation)
            : Linear(parts[0], shot);
    }

    private static Float3[] Linear(RegionResult part, TraceShot shot)
    {
        var linear = new Float3[shot.Size.Width * shot.Size.Height];
        FrameAssembler.WriteLinear(part, shot.Size.Width, linear);
        return linear;
    }
}
