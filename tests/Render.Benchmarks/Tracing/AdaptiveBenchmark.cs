using System.Globalization;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Tracing;

/// <summary>Error against rays, for a fixed number of samples and for noise targets, in one run; and what a pilot foretells of the rays.</summary>
internal static class AdaptiveBenchmark
{
    private const string Usage = "adaptive [SCENE…|bundled] [--size WxH] [--samples MOST] [--reference N] [--threads N]";
    private const int PilotSamples = 64;
    private static readonly float[] Targets = [0.2f, 0.1f, 0.05f, 0.03f, 0.02f];

    internal static Task Run(string[] args)
    {
        var scenes = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (scenes.Length == 0)
        {
            Console.WriteLine(Usage);
            return Task.CompletedTask;
        }
        var size = Option(args, "--size", "128x96").Split('x');
        var (width, height) = (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
        var most = int.Parse(Option(args, "--samples", "1024"), CultureInfo.InvariantCulture);
        var reference = int.Parse(Option(args, "--reference", (8 * most).ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var threads = int.Parse(Option(args, "--threads", "2"), CultureInfo.InvariantCulture);
        foreach (var scene in scenes)
            Measure(scene, BenchmarkScenes.Load(scene, width, height), new(width, height, IndirectClamp: 0f), most, reference, threads);
        return Task.CompletedTask;
    }

    private static void Measure(string name, CompiledScene scene, RenderSettings settings, int most, int reference, int threads)
    {
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        // Samples that no picture below has, so that their errors are their own.
        var converged = Linear(TileRenderer.Render(scene, settings with { Seed = 1 }, region, new(0, reference), threads));
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(name)}, {settings.Width}×{settings.Height}, at most {most} samples, against {reference}:"));
        Console.WriteLine($"{"",-16}{"M rays",10}{"RMSE",10}{"relMSE",11}{"bias",9}{"95 % block",12}{"fixed for: relMSE",21}{"95 % block",15}{"pilot's rays",14}");
        var curve = new List<(double Rays, PictureError Error)>();
        for (var samples = BlockStages.Least; samples <= most; samples *= 2)
        {
            var result = TileRenderer.Render(scene, settings, region, new(0, samples), threads);
            var error = PictureError.Of(Linear(result), converged, settings.Width);
            curve.Add((result.TotalRays, error));
            Console.WriteLine(Line($"fixed {samples}", result.TotalRays, error));
        }
        foreach (var target in Targets)
        {
            var adaptive = settings with { NoiseTarget = target, NoiseSamples = most };
            var result = TileRenderer.Render(scene, adaptive, region, new(0, most), threads);
            var error = PictureError.Of(Linear(result), converged, settings.Width);
            var pilot = TileRenderer.RenderPilot(scene, adaptive, region, Enumerable.Range(0, region.BlockCount), new(0, Math.Min(PilotSamples, most)));
            Console.WriteLine(
                Line(FormattableString.Invariant($"target {target}"), result.TotalRays, error)
                + FormattableString.Invariant($"{Equal(curve, of => of.RelMse, error.RelMse) / result.TotalRays,20:f2}×{Equal(curve, of => of.WorstBlocks, error.WorstBlocks) / result.TotalRays,14:f2}×{pilot.Rays * (double)most / Math.Min(PilotSamples, most) / result.TotalRays,13:f2}×"));
        }
    }

    private static string Line(string what, ulong rays, PictureError error) => FormattableString.Invariant(
        $"{what,-16}{rays / 1e6,10:f1}{error.Rmse,10:f4}{error.RelMse,11:f6}{error.Bias,9:p2}{error.WorstBlocks,12:f4}");

    /// <summary>Rays at which fixed sampling has the same error: on the straight line through its figures, both as logarithms, that is nearest.</summary>
    private static double Equal(List<(double Rays, PictureError Error)> curve, Func<PictureError, double> measure, double error)
    {
        var at = Math.Clamp(curve.FindIndex(point => measure(point.Error) <= error) is var found && found < 0 ? curve.Count - 1 : found, 1, curve.Count - 1);
        var ((rays, first), (more, second)) = (curve[at - 1], curve[at]);
        return rays * Math.Exp(Math.Log(more / rays) * Math.Log(error / measure(first)) / Math.Log(measure(second) / measure(first)));
    }

    private static Float3[] Linear(RegionResult result)
    {
        var linear = new Float3[result.Region.Width * result.Region.Height];
        FrameAssembler.WriteLinear(result, result.Region.Width, linear);
        return linear;
    }

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;
}
