using System.Diagnostics;
using System.Globalization;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Denoising;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Tracing;

/// <summary>Error against a converged picture before and after denoising, and what it takes.</summary>
internal static class DenoiseBenchmark
{
    private const string Usage = "denoise [SCENE…|bundled] [--size WxH] [--reference N] [--threads N] [--out FOLDER]";
    private static readonly int[] Counts = [8, 32, 128];

    internal static async Task Run(string[] args)
    {
        var scenes = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (scenes.Length == 0)
        {
            Console.WriteLine(Usage);
            return;
        }
        var size = Option(args, "--size", "320x240").Split('x');
        var (width, height) = (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
        var reference = int.Parse(Option(args, "--reference", "2048"), CultureInfo.InvariantCulture);
        var threads = int.Parse(Option(args, "--threads", "2"), CultureInfo.InvariantCulture);
        Console.WriteLine(FormattableString.Invariant($"{width}×{height}, against {reference} samples{"",8}RMSE before    after{"",5}relMSE before     after{"",5}features, denoising s"));
        foreach (var scene in scenes)
            await Measure(scene, BenchmarkScenes.Load(scene, width, height), new(width, height), reference, threads, Option(args, "--out", ""));
    }

    private static async Task Measure(string path, CompiledScene scene, RenderSettings settings, int reference, int threads, string folder)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var converged = Linear(Trace(scene, settings with { Seed = 1 }, new(0, reference), threads));
        await Write(folder, $"{name}-converged", converged, settings);
        foreach (var samples in Counts)
        {
            var (first, second) = (Trace(scene, settings, new(0, samples / 2), threads), Trace(scene, settings, new(samples / 2, samples / 2), threads));
            var noisy = Linear(RegionResult.Add(first, second));
            var started = Stopwatch.GetTimestamp();
            var seen = FirstSight.Trace(scene, settings, threads);
            var looked = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            var denoised = new RegressionDenoiser().Denoise(NoisyPicture.Of(first, second, seen), threads);
            var took = Stopwatch.GetElapsedTime(started);
            var (before, after) = (PictureError.Of(noisy, converged, settings.Width), PictureError.Of(denoised, converged, settings.Width));
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-16}{samples,4} samples{"",8}{before.Rmse,12:f4}{after.Rmse,9:f4}{before.RelMse,18:f5}{after.RelMse,10:f5}{looked.TotalSeconds,12:f2}{took.TotalSeconds,8:f2}   bias {after.Bias - before.Bias,8:p2}"));
            await Write(folder, FormattableString.Invariant($"{name}-{samples}-noisy"), noisy, settings);
            await Write(folder, FormattableString.Invariant($"{name}-{samples}-denoised"), denoised, settings);
        }
    }

    private static RegionResult Trace(CompiledScene scene, RenderSettings settings, TileSamples samples, int threads) =>
        TileRenderer.Render(scene, settings, new(0, 0, settings.Width, settings.Height), samples, threads);

    private static Float3[] Linear(RegionResult result)
    {
        var linear = new Float3[result.Region.Width * result.Region.Height];
        FrameAssembler.WriteLinear(result, result.Region.Width, linear);
        return linear;
    }

    private static async Task Write(string folder, string name, Float3[] linear, RenderSettings settings)
    {
        if (folder.Length == 0)
            return;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), PngWriter.Encode(settings.Width, settings.Height, 4, FrameAssembler.ToRgba(linear)));
    }

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;
}
