using Render.Benchmarks.Cuda;
using Render.Ingest.Images;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Benchmarks.Statistics;

/// <summary>A scene that is traced again and again by other samples.</summary>
/// <param name="Name">For people.</param>
/// <param name="Scene">The frame.</param>
/// <param name="Old">The frame as it was before; the same where nothing moves.</param>
internal sealed record StatisticalScene(string Name, CompiledScene Scene, CompiledScene? Old)
{
    internal static async Task<IReadOnlyList<StatisticalScene>> All(IEnumerable<string> files)
    {
        var scenes = new List<StatisticalScene> { Of("cornell", CornellBox.Create()), Of("benchmark", BenchmarkScene.Create()), Of("landscape", Landscape.Create(40_000)) };
        foreach (var file in files)
        {
            var name = "scene" + Path.GetExtension(file);
            var loaded = GltfScene.Load(new MemoryPackageFiles(name, await File.ReadAllBytesAsync(file).ConfigureAwait(false)), name, images: new UploadImageDecoder());
            var assets = SceneCompiler.Prepare(loaded.Assets);
            CompiledScene At(float seconds) => SceneCompiler.Compile(assets, loaded.At(seconds, new() { Aspect = Real.FromInt32(3) / Real.FromInt32(2) }));
            scenes.Add(new(Path.GetFileNameWithoutExtension(file), At(1f), At(0f)));
        }

        return scenes;
    }

    /// <summary>Traces a picture.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="start">First sample.</param>
    /// <param name="samples">Samples of each pixel.</param>
    /// <param name="old">Whether the frame before is traced.</param>
    internal Picture Trace(int width, int height, int start, int samples, bool old = false)
    {
        var settings = new RenderSettings(width, height, 0, IndirectClamp: 0f);
        var result = TileRenderer.Render((old ? Old : Scene)!, settings, new TileRegion(0, 0, width, height), new TileSamples(start, samples), Environment.ProcessorCount);
        return Picture.Of(result);
    }

    private static StatisticalScene Of(string name, (SceneAssets Assets, Snapshot Snapshot) scene) =>
        new(name, SceneCompiler.Compile(SceneCompiler.Prepare(scene.Assets), scene.Snapshot), null);
}
