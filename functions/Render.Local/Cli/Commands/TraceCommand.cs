using System.Globalization;
using Render.Ingest.Images;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Tracing.Gltf;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Local.Cli.Commands;

/// <summary><c>render trace SCENE --out FILE</c>: the tracer alone.</summary>
internal static class TraceCommand
{
    /// <summary>The command.</summary>
    public static TeachingCommand Create(Surroundings surroundings)
    {
        var scene = SceneUpload.Scene();
        var options = new TraceOptions();
        var command = new TeachingCommand("trace", "Render one frame on this machine, with the network's own tracer and no network: the quickest way to see what the network will deliver.")
        {
            Examples =
            [
                ("render trace scene.glb --out picture.png", "640x360, 64 samples"),
                ("render trace scene.glb --out draft.png --size 320x180 --samples 8", "a quick draft"),
                ("render trace scene.glb --out light.exr --environment studio.hdr", "linear light for compositing, lit by a picture"),
                ("render trace scene.glb --out picture.png --samples 32 --denoise", "few samples, and no grain"),
                ("render trace scene.glb --out picture.png --view agx --exposure -0.5", "soft highlights, half a stop darker"),
            ],
        };
        options.AddTo(command);
        command.Add(CommonOptions.Json);
        command.Add(scene);
        return command.Runs(surroundings, (context, cancellation) => Trace(context, context.Words.GetRequiredValue(scene), options.Read(context.Words), cancellation));
    }

    private static async Task<int> Trace(CommandContext context, FileInfo file, TraceShot shot, CancellationToken cancellation)
    {
        if (!file.Exists)
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {file.FullName}.", "Name a .glb, .gltf or .zip.");
        TraceOutput.Check(shot);
        TracedLight.Check(shot);
        var time = context.Surroundings.Time;
        var began = time.GetTimestamp();
        var loaded = await Load(file, shot, cancellation);
        foreach (var notice in loaded.Notices)
            context.Screen.Note($"note: {notice.Message}");
        var (frame, settings) = Compile(loaded, shot);
        var loading = time.GetElapsedTime(began);
        using var device = (await DeviceChoice.Make(() => DeviceChooser.Choose(shot.Device, shot.Threads))).Device;
        var traced = time.GetTimestamp();
        var region = new TileRegion(0, 0, shot.Size.Width, shot.Size.Height);
        var ranges = TracedLight.Ranges(shot);
        var progress = new TraceProgress(context, ranges.Count * region.BlockCount);
        var parts = await Task.Run(() => ranges.Select(samples => Trace(device, frame, settings, region, samples, progress, cancellation)).ToArray(), cancellation);
        progress.End();
        var took = time.GetElapsedTime(traced);
        await Task.Run(() => TraceOutput.Write(shot, TracedLight.Of(parts, shot, frame.Middle, settings, cancellation)), cancellation);
        Report(context, shot, device.Identity.Name, parts.Aggregate(RegionResult.Add), loading, took);
        return ExitCode.Success;
    }

    private static async Task<GltfScene> Load(FileInfo file, TraceShot shot, CancellationToken cancellation)
    {
        var upload = Ingest.Uploads.SceneUpload.Open(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellation));
        var environment = shot.EnvironmentFile is { } path ? (await EnvironmentPicture.Read(path, cancellation)).Sky : upload.ReadEnvironment(SceneLimits.Default);
        return GltfScene.Load(upload.Files, upload.Entry, SceneLimits.Default, UploadImageDecoder.Instance, environment);
    }

    private static (FrameMoments Frame, RenderSettings Settings) Compile(GltfScene scene, TraceShot shot) => (
        LoadedScene.Prepare(PackageManifest.Of("scene.gltf", null, []), scene).Frame(shot.Settings, shot.Frame), FrameScene.Settings(shot.Settings, shot.Frame));

    private static RegionResult Trace(
        ITracingDevice device, FrameMoments frame, RenderSettings settings, TileRegion region, TileSamples samples, TraceProgress progress,
        CancellationToken cancellation)
    {
        try
        {
            return RegionResult.Of(region, samples, MomentTracer.Trace(device, frame, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], (_, _) => progress.Done(), cancellation));
        }
        catch (DeviceException e)
        {
            throw new CommandFailedException(ExitCode.Failure, e.Message, "--device cpu traces without a GPU.", e);
        }
    }

    private static void Report(CommandContext context, TraceShot shot, string device, RegionResult result, TimeSpan loading, TimeSpan took)
    {
        var paths = (double)shot.Size.Width * shot.Size.Height * shot.Samples;
        if (context.Screen.AsJson)
            context.Screen.Json(
                new TraceReport(
                    shot.Output.FullName, shot.Frame, shot.Size.ToString(), shot.Samples, result.TotalRays, result.Invalid.Aggregate(0UL, (sum, n) => sum + n),
                    loading.TotalSeconds, took.TotalSeconds, device, paths / Math.Max(1e-9, took.TotalSeconds)),
                CommandJson.Options);
        else
            context.Screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{shot.Output.FullName}: {result.TotalRays / 1e6:N1} million rays in {DurationText.Format(took)} on {device} ({paths / took.TotalSeconds / 1e6:0.00} million paths a second); the scene took {DurationText.Format(loading)} to load"));
    }

    private sealed record TraceReport(
        string File, int Frame, string Size, int Samples, ulong Rays, ulong Invalid, double LoadSeconds, double TraceSeconds, string Device, double PathsPerSecond);
}
