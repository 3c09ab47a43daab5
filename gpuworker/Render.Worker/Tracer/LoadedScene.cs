using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Worker.Tracer;

/// <summary>A package's scene, prepared; its meshes' trees serve all frames. Safe from any thread.</summary>
public sealed class LoadedScene
{
    private readonly PackageManifest manifest;
    private readonly PreparedAssets assets;
    private readonly Lock gate = new();
    private (JobSettings Settings, int Frame, FrameMoments Moments)? latest;

    private LoadedScene(PackageManifest manifest, GltfScene scene, PreparedAssets assets) =>
        (this.manifest, Scene, this.assets) = (manifest, scene, assets);

    /// <summary>What was read.</summary>
    public GltfScene Scene { get; }

    /// <summary>
    /// Memory it takes, roughly: decoded arrays, and as much again for trees and packed triangles, twice; once more for a moment's poses where meshes deform. What the moments of an
    /// open shutter have of their own comes on top, <see cref="FrameMoments.MostKeptBytes"/> at most.
    /// </summary>
    public long MemoryBytes => (Scene.Deforms ? 4 : 3) * Scene.MemoryBytes;

    /// <summary>Prepares a scene.</summary>
    /// <exception cref="Tracing.Scenes.SceneException">The tracer refuses it.</exception>
    public static LoadedScene Prepare(PackageManifest manifest, GltfScene scene) => new(manifest, scene, SceneCompiler.Prepare(scene.Assets));

    /// <summary>A frame, ready to trace; the latest one is kept, since a frame's tasks come together.</summary>
    /// <exception cref="Tracing.Scenes.SceneException">The frame cannot be made.</exception>
    public FrameMoments Frame(JobSettings settings, int frame)
    {
        lock (gate)
        {
            if (latest is { } kept && kept.Frame == frame && kept.Settings == settings)
                return kept.Moments;
            var moments = FrameScene.Moments(Scene, assets, manifest, settings, frame, latest?.Moments.Any);
            // Compiled here, so that what is wrong with it is told here.
            moments.At(0);
            latest = (settings, frame, moments);
            return moments;
        }
    }
}
