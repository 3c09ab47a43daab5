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

    /// <summary>The moment that a frame shows.</summary>
    /// <param name="scene">The loaded package.</param>
    /// <param name="manifest">What the package consists of.</param>
    /// <param name="settings">Camera, rate, size and environment.</param>
    /// <param name="frame">The frame, ≥ 0.</param>
    /// <exception cref="SceneException">The camera is unknown, the environment is another than the package's, or a transform is not finite then.</exception>
    public static Snapshot At(GltfScene scene, PackageManifest manifest, JobSettings settings, int frame)
    {
        var rate = Real.FromInt32(settings.FramesPerSecond.Numerator) / Real.FromInt32(settings.FramesPerSecond.Denominator);
        var aspect = Real.FromInt32(settings.Size.Width) / Real.FromInt32(settings.Size.Height);
        var snapshot = scene.AtFrame(frame, rate, new SnapshotOptions { Camera = settings.Camera, Aspect = aspect, Environment = Environment(manifest, settings.Environment) });
        return snapshot with
        {
            Camera = Opened(snapshot.Camera, settings.Shot, aspect),
            Lights = settings.Shot.LightUnits == LightUnits.Blender ? [.. snapshot.Lights.Select(light => light with { Intensity = light.Intensity / LumensPerWatt })] : snapshot.Lights,
        };
    }

    /// <summary>Compiles a frame.</summary>
    /// <param name="scene">The loaded package.</param>
    /// <param name="assets">Its prepared assets.</param>
    /// <param name="manifest">What the package consists of.</param>
    /// <param name="settings">How it is rendered.</param>
    /// <param name="frame">The frame, ≥ 0.</param>
    /// <param name="previous">A compiled frame of the same scene, for reuse; null: none.</param>
    public static CompiledScene Compile(
        GltfScene scene, PreparedAssets assets, PackageManifest manifest, JobSettings settings, int frame, CompiledScene? previous = null) =>
        SceneCompiler.Compile(assets, At(scene, manifest, settings, frame), previous);

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
