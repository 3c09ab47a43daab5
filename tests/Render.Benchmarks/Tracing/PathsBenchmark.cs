using System.Diagnostics;
using System.Globalization;
using Render.Ingest.Images;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Tracing;

/// <summary>Paths and rays a second of processor time on a scene.</summary>
internal static class PathsBenchmark
{
    private const string Usage = "paths SCENE [--size WxH] [--samples N] [--bounces N] [--threads N] [--out FILE.png]";

    internal static async Task Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.WriteLine(Usage);
            return;
        }
        var size = Option(args, "--size", "240x240").Split('x');
        var width = int.Parse(size[0], CultureInfo.InvariantCulture);
        var height = int.Parse(size[1], CultureInfo.InvariantCulture);
        var samples = int.Parse(Option(args, "--samples", "32"), CultureInfo.InvariantCulture);
        var bounces = int.Parse(Option(args, "--bounces", "8"), CultureInfo.InvariantCulture);
        var threads = int.Parse(Option(args, "--threads", "1"), CultureInfo.InvariantCulture);

        var name = Path.GetFileName(args[0]);
        var file = await File.ReadAllBytesAsync(args[0]).ConfigureAwait(false);
        var loaded = GltfScene.Load(new MemoryPackageFiles(name, file), name, images: new UploadImageDecoder());
        var started = Stopwatch.GetTimestamp();
        var assets = SceneCompiler.Prepare(loaded.Assets);
        var prepared = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var snapshot = loaded.At(0f, new() { Aspect = Real.FromInt32(width) / Real.FromInt32(height) });
        var scene = SceneCompiler.Compile(assets, snapshot);
        Print($"{name}: {assets.TriangleCount} triangles, prepared in {prepared.TotalMilliseconds:f0} ms, frame compiled in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:f0} ms");

        var settings = new RenderSettings(width, height, 0, bounces, IndirectClamp: 0f);
        var region = new TileRegion(0, 0, width, height);
        // Lets the JIT finish with the hot loops.
        TileRenderer.Render(scene, settings, region, new(samples, Math.Max(1, samples / 4)), threads);
        var before = Environment.CpuUsage.TotalTime;
        var result = TileRenderer.Render(scene, settings, region, new(0, samples), threads);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var paths = (double)width * height * samples;
        var linear = new Float3[width * height];
        FrameAssembler.WriteLinear(result, width, linear);
        Print($"tracer: {paths / seconds / 1e6:f3} M paths, {result.TotalRays / seconds / 1e6:f2} M rays a core-second ({seconds:f2} core-seconds), mean {Mean(linear)}");
        if (Option(args, "--out", "") is { Length: > 0 } picture)
            await File.WriteAllBytesAsync(picture, PngWriter.Encode(width, height, 4, FrameAssembler.ToRgba(linear))).ConfigureAwait(false);
    }

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;

    private static string Mean(Float3[] linear) => FormattableString.Invariant(
        $"{linear.Average(p => p.X.Value):f4} {linear.Average(p => p.Y.Value):f4} {linear.Average(p => p.Z.Value):f4}");

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
