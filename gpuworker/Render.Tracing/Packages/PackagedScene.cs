using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Tracing.Packages;

/// <summary>Loads a scene from its package, as every node does.</summary>
public static class PackagedScene
{
    /// <summary>Loads a scene.</summary>
    /// <param name="manifest">What the package consists of.</param>
    /// <param name="source">Gives a file's bytes, or null when it is not there; they are checked.</param>
    /// <param name="limits">How much it may ask for; null: the defaults.</param>
    /// <exception cref="SceneException">The package cannot be used.</exception>
    public static GltfScene Load(PackageManifest manifest, Func<PackageFile, ReadOnlyMemory<byte>?> source, SceneLimits? limits = null)
    {
        limits ??= SceneLimits.Default;
        var files = new VerifiedPackageFiles(manifest, source);
        SkyEnvironment? environment = null;
        if (manifest.Environment is { } path)
        {
            var content = files.Read(path, limits.FileBytes) ?? throw new SceneException(
                SceneErrorCodes.FileMissing, $"The environment '{path}' is not in the package.", "Fetch the package again.");
            environment = RadianceHdr.Read($"'{path}'", content.Span, limits);
        }

        return GltfScene.Load(files, manifest.Entry, limits, environment: environment);
    }
}
