using Render.Ingest.Images;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Tracing;

/// <summary>Scenes by name of a file, or <c>bundled</c> for the one that is made of formulas.</summary>
internal static class BenchmarkScenes
{
    public const string Bundled = "bundled";

    public static CompiledScene Load(string path, int width, int height)
    {
        if (path == Bundled)
        {
            var (assets, snapshot) = BenchmarkScene.Create();
            return SceneCompiler.Compile(SceneCompiler.Prepare(assets), snapshot);
        }
        var name = Path.GetFileName(path);
        var loaded = GltfScene.Load(new MemoryPackageFiles(name, File.ReadAllBytes(path)), name, images: new UploadImageDecoder());
        return SceneCompiler.Compile(SceneCompiler.Prepare(loaded.Assets), loaded.At(0f, new() { Aspect = Real.FromInt32(width) / Real.FromInt32(height) }));
    }
}
