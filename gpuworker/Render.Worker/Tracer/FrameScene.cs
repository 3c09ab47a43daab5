using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using JobFilter = Render.Network.Jobs.PixelFilter;
using JobSettings = Render.Network.Jobs.RenderSettings;
using PixelFilter = Render.Tracing.Rendering.PixelFilter;
using TraceSettings = Render.Tracing.Rendering.RenderSettings;

namespace Render.Worker.Tracer;

/// <summary>
/// How a job's settings become what the tracer takes: the one place, for nodes, auditors and the reference alike, since every choice here
/// decides bytes.
/// </summary>
public static class FrameScene
{
    /// <summary>By what Blender's standard export multiplies the watts of its lamps.</summary>
    private static readonly Real LumensPerWatt = 683f;

    /// <summary>The tracer's settings for a frame.</summary>
    public static TraceSettings Settings(JobSettings settings, int frame) =>
        new(settings.Size.Width, settings.Size.Height, frame, settings.Bounces, settings.Seed)
        {
            Filter = settings.Shot.Filter == JobFilter.BlackmanHarris ? PixelFilter.BlackmanHarris : PixelFilter.Box,
            NoiseTarget = (float)(Real.FromInt32(settings.Shot.NoiseTargetMillionths) / 1_000_000f),
            NoiseSamples = settings.Samples,
        };

    /// <summary>The scene at a time, as the job's settings show it.</summary>
    /// <param name="scene">The loaded package.</param>
    /// <param name="manifest">What the package consists of.</param>
    /// <param name="settings">Camera, lens, size, units of light and environment.</param>
    /// <param name="seconds">From the animations' start.</param>
    /// <exception cref="SceneException">The camera is unknown, the environment is another than the package's, or a transform is not finite then.</exception>
    public static Snapshot At(GltfScene scene, PackageManifest manifest, JobSettings settings, Real seconds)
    {
        var aspect = Real.FromInt32(settings.Size.Width) / Real.FromInt32(settings.Size.Height);
        var snapshot = scene.At(seconds, new SnapshotOptions { Camera = settings.Camera, Aspect = aspect, Environment = Environment(manifest, settings.Environment) });
        return snapshot with
        {
            Camera = Opened(snapshot.Camera, settings.Shot, aspect),
            Lights = settings.Shot.LightUnits == LightUnits.Blender ? [.. snapshot.Lights.Select(light => light with { Intensity = light.Intensity / LumensPerWatt })] : snapshot.Lights,
        };
    }

    /// <summary>A frame, moments of which are compiled when they are asked for.</summary>
    /// <param name="scene">The loaded package.</param>
    /// <param name="assets">Its prepared assets.</param>
    /// <param name="manifest">What the package consists of.</param>
    /// <param name="settings">How it is rendered.</param>
    /// <param name="frame">The frame, ≥ 0.</param>
    /// <param name="previous">A compiled moment of the same scene, for reuse; null: none.</param>
    public static FrameMoments Moments(
        GltfScene scene, PreparedAssets assets, PackageManifest manifest, JobSettings settings, int frame, CompiledScene? previous = null)
    {
        var count = CountMoments(scene, manifest, settings, frame);
        return new(count, (moment, earlier) =>
        {
            var seconds = moment is { } at ? ShutterMoments.Seconds(settings, frame, at, count) : ShutterMoments.Seconds(settings, frame);
            var compiled = SceneCompiler.Compile(assets, At(scene, manifest, settings, seconds), earlier ?? previous);
            // Whatever of it was of use is in the new one.
            previous = null;
            return compiled;
        });
    }

    /// <summary>A frame in which nothing moves has one moment, so that it has the bytes that it has without a shutter.</summary>
    private static int CountMoments(GltfScene scene, PackageManifest manifest, JobSettings settings, int frame)
    {
        var count = ShutterMoments.Count(settings);
        if (count == 1 || scene.Duration == 0f)
            return 1;
        var own = At(scene, manifest, settings, ShutterMoments.Seconds(settings, frame));
        for (var moment = 0; moment < count; moment++)
            if (!At(scene, manifest, settings, ShutterMoments.Seconds(settings, frame, moment, count)).ShowsSameAs(own))
                return count;
        return 1;
    }

    private static Camera Opened(Camera camera, ShotSettings shot, Real aspect)
    {
        if (shot.Aperture is not { } aperture || shot.FocusMillimetres is not { } focus)
            return camera;
        var distance = Real.FromInt32(focus) / 1000f;
        return aperture.Unit == ApertureUnit.Stops
            ? Lens.OfStops(camera, Real.FromInt32(aperture.Count) / 1000f, distance, aspect)
            : Lens.OfRadius(camera, Real.FromInt32(aperture.Count) / 1000000f, distance);
    }

    private static SkyEnvironment? Environment(PackageManifest manifest, string choice) => choice switch
    {
        "auto" => null,
        "sky" => DefaultSky.Instance,
        "none" => SkyEnvironment.Black,
        // The package's own map is what the scene was loaded with.
        _ when Digest.TryParse(choice, out _) && manifest.Files.Any(file => file.Path == manifest.Environment && file.Sha256 == choice) => null,
        _ => throw new SceneException(
            SceneErrorCodes.EnvironmentInvalid,
            $"The environment '{PackagePath.Shorten(choice)}' is not the package's.",
            "Use auto, sky, none, or the digest of the package's environment map."),
    };
}
