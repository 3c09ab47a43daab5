using System.CommandLine;
using System.Globalization;
using Render.Ingest.Packaging;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Scenes;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Local.Cli.Commands;

/// <summary><c>render trace SCENE --out FILE.png</c>: the tracer alone.</summary>
internal static class TraceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scene = SceneUpload.Scene();
        var output = new Option<FileInfo>("--out") { Description = "The PNG file to write.", HelpName = "FILE.png", Required = true };
        var frame = new Option<int>("--frame") { Description = "Which frame, at 24 a second.", HelpName = "F", DefaultValueFactory = _ => 0, CustomParser = Parsers.Of(Parsers.Whole(0, 99_999, "a frame")) };
        var size = new Option<ImageSize>("--size") { Description = "Pixels.", HelpName = "WxH", DefaultValueFactory = _ => new ImageSize(640, 360), CustomParser = Parsers.Of(SizeText.Parse) };
        var samples = new Option<int>("--samples") { Description = "Light paths through each pixel.", HelpName = "N", DefaultValueFactory = _ => 64, CustomParser = Parsers.Of(Parsers.Whole(1, 65_536, "samples")) };
        var bounces = new Option<int>("--bounces") { Description = "Most bounces of a light path.", HelpName = "N", DefaultValueFactory = _ => 8, CustomParser = Parsers.Of(Parsers.Whole(0, 64, "bounces")) };
        var threads = new Option<int>("--threads") { Description = "Threads to trace with. Default: every core.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount, CustomParser = Parsers.Of(Parsers.Whole(1, 1_024, "threads")) };
        var look = new ShotOptions();
        var command = new TeachingCommand("trace", "Render one frame on this machine, with the network's own tracer and no network: the quickest way to see what the network will deliver.")
        {
            Examples =
            [
                ("render trace scene.glb --out picture.png", "640x360, 64 samples"),
                ("render trace scene.glb --out draft.png --size 320x180 --samples 8", "a quick draft"),
            ],
        };
        foreach (var option in new Option[] { output, frame, size, samples, bounces, threads, CommonOptions.Device, CommonOptions.Json })
            command.Add(option);
        look.AddTo(command);
        command.Add(scene);
        return command.Runs(surroundings, (context, cancellation) => Trace(
            context,
            context.Words.GetRequiredValue(scene),
            context.Words.GetRequiredValue(output),
            new Shot(
                context.Words.GetValue(frame), context.Words.GetValue(size), context.Words.GetValue(samples), context.Words.GetValue(bounces), context.Words.GetValue(threads), context.Words.GetValue(CommonOptions.Device)!,
                settings => look.Apply(context.Words, settings)),
            cancellation));
    }

    private static async Task<int> Trace(CommandContext context, FileInfo file, FileInfo output, Shot shot, CancellationToken cancellation)
    {
        if (!file.Exists)
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {file.FullName}.", "Name a .glb, .gltf or .zip.");
        if (!output.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new CommandFailedException(ExitCode.Usage, $"{output.Name} would hold a PNG under another name.", "Let the name end in .png.");
        var time = context.Surroundings.Time;
        var began = time.GetTimestamp();
        var package = new SceneInspector(null!, SceneLimits.Default).Build(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellation));
        foreach (var notice in package.Facts.Notices)
            context.Screen.Note($"note: {notice.Message}");
        var (scene, settings) = Compile(package, shot);
        var loaded = time.GetElapsedTime(began);
        using var device = (await DeviceChoice.Make(() => DeviceChooser.Choose(shot.Device, shot.Threads))).Device;
        var traced = time.GetTimestamp();
        var region = new TileRegion(0, 0, shot.Size.Width, shot.Size.Height);
        var progress = new TraceProgress(context, region.BlockCount);
        var result = await Task.Run(() => Trace(device, scene, settings, region, new TileSamples(0, shot.Samples), progress, cancellation), cancellation);
        progress.End();
        var took = time.GetElapsedTime(traced);
        await Write(output, result, shot.Size, cancellation);
        Report(context, output, shot, device.Identity.Name, result, loaded, took);
        return ExitCode.Success;
    }

    private static RegionResult Trace(
        ITracingDevice device, CompiledScene scene, Tracing.Rendering.RenderSettings settings, TileRegion region, TileSamples samples, TraceProgress progress,
        CancellationToken cancellation)
    {
        try
        {
            return RegionResult.Of(region, samples, device.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], (_, _) => progress.Done(), cancellation));
        }
        catch (DeviceException e)
        {
            throw new CommandFailedException(ExitCode.Failure, e.Message, "--device cpu traces without a GPU.", e);
        }
    }

    private static (CompiledScene Scene, Tracing.Rendering.RenderSettings Settings) Compile(ScenePackage package, Shot shot)
    {
        var job = shot.Look(new JobSettings(
            JobKind.Render, shot.Size, shot.Samples, shot.Bounces, Seed: 0, new FrameRate(24), Camera: null, Environment: "auto", TracerIdentity.Name, EngineBuild.Number));
        var scene = GltfScene.Load(new MemoryPackageFiles(package.Files), package.Manifest.Entry);
        return (LoadedScene.Prepare(package.Manifest, scene).Frame(job, shot.Frame), FrameScene.Settings(job, shot.Frame));
    }

    private static async Task Write(FileInfo output, RegionResult result, ImageSize size, CancellationToken cancellation)
    {
        var linear = new Float3[size.Width * size.Height];
        FrameAssembler.WriteLinear(result, size.Width, linear);
        var png = PngWriter.Encode(size.Width, size.Height, 4, FrameAssembler.ToRgba(linear));
        Directory.CreateDirectory(output.DirectoryName!);
        await File.WriteAllBytesAsync(output.FullName, png, cancellation);
    }

    private static void Report(CommandContext context, FileInfo output, Shot shot, string device, RegionResult result, TimeSpan loaded, TimeSpan took)
    {
        var paths = (double)shot.Size.Width * shot.Size.Height * shot.Samples;
        if (context.Screen.AsJson)
            context.Screen.Json(
                new TraceReport(
                    output.FullName, shot.Frame, shot.Size.ToString(), shot.Samples, result.TotalRays, result.Invalid.Aggregate(0UL, (sum, n) => sum + n),
                    loaded.TotalSeconds, took.TotalSeconds, device, paths / Math.Max(1e-9, took.TotalSeconds)),
                CommandJson.Options);
        else
            context.Screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{output.FullName}: {result.TotalRays / 1e6:N1} million rays in {DurationText.Format(took)} on {device} ({paths / took.TotalSeconds / 1e6:0.00} million paths a second); the scene took {DurationText.Format(loaded)} to load"));
    }

    private readonly record struct Shot(int Frame, ImageSize Size, int Samples, int Bounces, int Threads, DeviceRequest Device, Func<JobSettings, JobSettings> Look);

    private sealed record TraceReport(
        string File, int Frame, string Size, int Samples, ulong Rays, ulong Invalid, double LoadSeconds, double TraceSeconds, string Device, double PathsPerSecond);
}
