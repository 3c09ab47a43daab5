using Render.Tracing.Rendering;

namespace Render.Benchmarks.Comparison;

/// <summary>Processor time to the same error, ours and Cycles', each against its own converged picture.</summary>
/// <remarks>
/// The error of an estimate without bias falls as 1 / samples, so error × time is a constant of each renderer on a scene. It is taken from sixteen pictures of other random numbers each,
/// since where rare paths are bright a single picture's error says little. The converged picture's own noise is taken off: with n and N samples the mean square of the difference is that
/// of n alone times 1 + n / N.
/// </remarks>
internal static class EqualErrorBenchmark
{
    /// <summary>Samples to which errors and times are scaled.</summary>
    private const int Told = 16;

    private static readonly int[] Counts = [.. Enumerable.Range(9, 16)];

    internal static async Task Run(string[] words)
    {
        if (ComparisonOptions.Parse(words) is not { } options)
        {
            Console.WriteLine($"equal-error {ComparisonOptions.Usage}\n\n--samples are those of the converged pictures. Scenes of our own: {string.Join(", ", ComparisonScenes.Names)}.");
            return;
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{options.Width}×{options.Height}, {options.Bounces} bounces, box filter, no clamping, converged with {options.Samples} samples; time and relative MSE of {Told} samples, ± standard errors"));
        Console.WriteLine("| scene | ours: core-seconds, error | Cycles: core-seconds, error | Cycles' time to our error / ours |\n|---|---|---|---|");
        foreach (var scene in options.Load())
        {
            // Lets the JIT finish with the hot loops.
            scene.Render(options, new TileSamples(1 << 20, 8), out _);
            var ours = new Cost(Counts.Select(count => Render(scene, options, count)), scene.Render(options, new TileSamples(1 << 16, options.Samples), out _), options.Samples);
            var shots = await CyclesRun.Render(scene, options, [.. Counts, options.Samples]).ConfigureAwait(false);
            var theirs = new Cost(shots.Take(Counts.Length), shots[^1].Picture, options.Samples);
            var ratio = theirs.Product / ours.Product;
            Console.WriteLine(FormattableString.Invariant(
                $"| {scene.Name} | {ours} | {theirs} | {ratio:0.00} ± {ratio * Math.Sqrt(ours.Spread * ours.Spread + theirs.Spread * theirs.Spread):0.00} |"));
        }
    }

    private static CyclesRun.Shot Render(ComparedScene scene, ComparisonOptions options, int count)
    {
        var picture = scene.Render(options, new TileSamples(count * 1024, count), out var seconds);
        return new(count, seconds, picture);
    }

    /// <summary>What pictures of <see cref="Told"/> samples cost and miss.</summary>
    private sealed record Cost
    {
        private readonly double _seconds;
        private readonly double _error;

        /// <summary>From pictures of any count.</summary>
        public Cost(IEnumerable<CyclesRun.Shot> shots, LinearPicture converged, int samples)
        {
            var each = shots.Select(shot => (
                Seconds: shot.Seconds * Told / shot.Samples,
                Error: shot.Picture.RelativeSquareError(converged) / (1 + (double)shot.Samples / samples) * shot.Samples / Told)).ToArray();
            _seconds = each.Average(shot => shot.Seconds);
            _error = each.Average(shot => shot.Error);
            Spread = Math.Sqrt(each.Sum(shot => Math.Pow(shot.Error / _error - 1, 2)) / (each.Length - 1) / each.Length);
        }

        /// <summary>Time × error.</summary>
        public double Product => _seconds * _error;

        /// <summary>Relative standard error of the error.</summary>
        public double Spread { get; }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"{_seconds:0.00}, {_error:0.00000} ± {Spread * _error:0.00000}");
    }
}
