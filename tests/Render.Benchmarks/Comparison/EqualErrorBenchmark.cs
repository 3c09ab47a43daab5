using Render.Tracing.Rendering;

namespace Render.Benchmarks.Comparison;

/// <summary>Processor time to the same error, ours and Cycles', each against its own converged picture.</summary>
/// <remarks>
/// The error of an estimate without bias falls as 1 / samples, so error × time is a constant of each renderer on a scene: its mean over several counts of samples (geometric, by squared error)
/// is compared. The converged picture's own noise is taken off: with n and N samples the mean square of the difference is that of n alone times 1 + n / N.
/// </remarks>
internal static class EqualErrorBenchmark
{
    private static readonly int[] Counts = [4, 8, 16, 32];

    internal static async Task Run(string[] words)
    {
        if (ComparisonOptions.Parse(words) is not { } options)
        {
            Console.WriteLine($"equal-error {ComparisonOptions.Usage}\n\n--samples are those of the converged pictures. Scenes of our own: {string.Join(", ", ComparisonScenes.Names)}.");
            return;
        }
        Console.WriteLine(FormattableString.Invariant($"{options.Width}×{options.Height}, {options.Bounces} bounces, box filter, no clamping, converged with {options.Samples} samples; errors are relative MSE at 16 samples"));
        Console.WriteLine("| scene | ours: core-seconds, error | Cycles: core-seconds, error | Cycles' time to our error / ours |\n|---|---|---|---|");
        foreach (var scene in options.Load())
        {
            // Lets the JIT finish with the hot loops.
            scene.Render(options, new TileSamples(1 << 20, 8), out _);
            var ours = Counts.Select(count => new CyclesRun.Shot(count, Time(scene, options, count, out var picture), picture)).ToArray();
            var ourBest = scene.Render(options, new TileSamples(1 << 16, options.Samples), out _);
            var theirs = await CyclesRun.Render(scene, options, [.. Counts, options.Samples]).ConfigureAwait(false);
            var (our, their) = (Cost(ours, ourBest, options.Samples), Cost(theirs.Take(Counts.Length), theirs[^1].Picture, options.Samples));
            Console.WriteLine(FormattableString.Invariant(
                $"| {scene.Name} | {ours[2].Seconds:0.00}, {Error(ours[2], ourBest, options.Samples):0.00000} | {theirs[2].Seconds:0.00}, {Error(theirs[2], theirs[^1].Picture, options.Samples):0.00000} | {their / our:0.00} |"));
        }
    }

    private static double Time(ComparedScene scene, ComparisonOptions options, int count, out LinearPicture picture)
    {
        picture = scene.Render(options, new TileSamples(0, count), out var seconds);
        return seconds;
    }

    private static double Cost(IEnumerable<CyclesRun.Shot> shots, LinearPicture converged, int samples) =>
        Math.Exp(shots.Average(shot => Math.Log(shot.Seconds * Error(shot, converged, samples))));

    private static double Error(CyclesRun.Shot shot, LinearPicture converged, int samples) =>
        shot.Picture.RelativeSquareError(converged) / (1 + (double)shot.Samples / samples);
}
