using Render.Tracing.Rendering;

namespace Render.Benchmarks.Comparison;

/// <summary>The same scenes by the tracer and by Cycles: means, errors, what a person sees of the difference, and pictures side by side.</summary>
internal static class CyclesBenchmark
{
    internal static async Task Run(string[] words)
    {
        if (ComparisonOptions.Parse(words) is not { } options)
        {
            Console.WriteLine($"cycles {ComparisonOptions.Usage}\n\nScenes of our own: {string.Join(", ", ComparisonScenes.Names)}.");
            return;
        }
        Console.WriteLine(FormattableString.Invariant($"{options.Width}×{options.Height}, {options.Samples} samples, {options.Bounces} bounces, box filter, no clamping"));
        Console.WriteLine("| scene | mean, ours | mean, Cycles | ours / Cycles | RMSE | relative MSE | FLIP |\n|---|---|---|---|---|---|---|");
        foreach (var scene in options.Load())
        {
            var ours = scene.Render(options, new TileSamples(0, options.Samples), out _);
            var theirs = (await CyclesRun.Render(scene, options, options.Samples).ConfigureAwait(false))[0].Picture;
            var difference = Flip.Map(theirs, ours);
            SideBySide.Write(Path.Combine(options.Out, scene.Name + ".png"), ours, theirs, difference);
            ours.Write(Path.Combine(options.Out, scene.Name + ".ours.exr"));
            theirs.Write(Path.Combine(options.Out, scene.Name + ".cycles.exr"));
            Console.WriteLine(FormattableString.Invariant(
                $"| {scene.Name} | {Means(ours)} | {Means(theirs)} | {Ratios(ours, theirs)} | {Math.Sqrt(ours.SquareError(theirs)):0.0000} | {ours.RelativeSquareError(theirs):0.00000} | {difference.Average():0.0000} |"));
        }
    }

    private static string Means(LinearPicture picture) => string.Join(' ', Enumerable.Range(0, 3).Select(channel => FormattableString.Invariant($"{picture.Mean(channel):0.0000}")));

    private static string Ratios(LinearPicture ours, LinearPicture theirs) =>
        string.Join(' ', Enumerable.Range(0, 3).Select(channel => FormattableString.Invariant($"{ours.Mean(channel) / theirs.Mean(channel):0.0000}")));
}
