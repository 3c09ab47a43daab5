using Render.Lifecycle.Ports;
using Render.Network.Proof;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Scenes;

/// <summary>Scenes prepared from stored packages, kept on a <see cref="SceneShelf"/>. Safe from any thread.</summary>
/// <param name="blobs">Where packages are.</param>
/// <param name="maxBytes">Most memory for kept scenes, bytes.</param>
internal sealed class StoredScenes(IBlobs blobs, long maxBytes)
{
    private const int ManifestBytes = 8 << 20;

    private readonly SceneShelf _shelf = new(maxBytes);

    /// <summary>The scene of a package.</summary>
    /// <exception cref="SceneException">It cannot be used.</exception>
    /// <exception cref="BlobNotFoundException">A file is not here.</exception>
    public Task<LoadedScene> Get(Digest package, CancellationToken cancellation) => _shelf.Get(package, Load, cancellation);

    private async Task<LoadedScene> Load(Digest package, CancellationToken cancellation)
    {
        var manifest = PackageManifest.Decode(await blobs.Read(package, ManifestBytes, cancellation));
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
            contents[file.Path] = await blobs.Read(Digest.Parse(file.Sha256), checked((int)file.Length), cancellation);
        return LoadedScene.Prepare(manifest, PackagedScene.Load(manifest, file => contents[file.Path]));
    }
}
