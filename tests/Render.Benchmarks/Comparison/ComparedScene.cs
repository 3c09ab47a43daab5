using Render.Ingest.Images;
using Render.Ingest.Uploads;
using Render.Tracing.Assembly;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Comparison;

/// <summary>A scene that both renderers take from the same file.</summary>
internal sealed class ComparedScene
{
    private readonly CompiledScene _compiled;

    private ComparedScene(string path, Snapshot snapshot, CompiledScene compiled) => (Path, Snapshot, _compiled) = (path, snapshot, compiled);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it is called.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Camera and environment, for Cycles to take over.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Loads a scene.</summary>
    /// <param name="path">The file; <c>NAME.hdr</c> beside it lights it.</param>
    /// <param name="options">Size and time.</param>
    public static ComparedScene Load(string path, ComparisonOptions options)
    {
        var upload = SceneUpload.Open(System.IO.Path.GetFileName(path), File.ReadAllBytes(path));
        var map = System.IO.Path.ChangeExtension(path, ".hdr");
        var environment = File.Exists(map) ? RadianceHdr.Read(System.IO.Path.GetFileName(map), File.ReadAllBytes(map), SceneLimits.Default) : null;
        var scene = GltfScene.Load(upload.Files, upload.Entry, images: UploadImageDecoder.Instance, environment: environment);
        var snapshot = scene.At((float)options.Time, new() { Aspect = Real.FromInt32(options.Width) / Real.FromInt32(options.Height) });
        return new(path, snapshot, SceneCompiler.Compile(SceneCompiler.Prepare(scene.Assets), snapshot));
    }

    /// <summary>Renders it.</summary>
    /// <param name="options">Size, bounces and threads.</param>
    /// <param name="samples">Which samples.</param>
    /// <param name="seconds">Processor time.</param>
    public LinearPicture Render(ComparisonOptions options, TileSamples samples, out double seconds)
    {
        var settings = new RenderSettings(options.Width, options.Height, 0, options.Bounces, IndirectClamp: 0f);
        var before = Environment.CpuUsage.TotalTime;
        var result = TileRenderer.Render(_compiled, settings, new(0, 0, options.Width, options.Height), samples, options.Threads);
        seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var linear = new Float3[options.Width * options.Height];
        FrameAssembler.WriteLinear(result, options.Width, linear);
        return new(options.Width, options.Height, [.. linear.SelectMany(pixel => new[] { pixel.X.Value, pixel.Y.Value, pixel.Z.Value })]);
    }
}
