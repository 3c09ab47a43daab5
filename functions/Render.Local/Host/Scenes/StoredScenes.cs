using Render.Lifecycle.Ports;
using Render.Network.Proof;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Local.Host.Scenes;

/// <summary>Scenes of stored packages, prepared for tracing; the latest few are kept within a bound of memory. Safe from any thread.</summary>
/// <param name="blobs">Where packages are.</param>
/// <param name="maxBytes">Most memory for kept scenes, bytes.</param>
internal sealed class StoredScenes(IBlobs blobs, long maxBytes) : IDisposable
{
    private const int ManifestBytes = 8 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<(Digest Package, LoadedScene Scene)> _kept = [];

    /// <summary>The scene of a package.</summary>
    /// <exception cref="SceneException">It cannot be used.</exception>
    /// <exception cref="BlobNotFoundException">A file is not here.</exception>
    public async Task<LoadedScene> Get(Digest package, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var at = _kept.FindIndex(entry => entry.Package == package);
            var scene = at < 0 ? await Load(package, cancellation) : _kept[at].Scene;
            if (at >= 0)
                _kept.RemoveAt(at);
            while (_kept.Count > 0 && _kept.Sum(entry => entry.Scene.MemoryBytes) + scene.MemoryBytes > maxBytes)
                _kept.RemoveAt(0);
            _kept.Add((package, scene));
            return scene;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<LoadedScene> Load(Digest package, CancellationToken cancellation)
    {
        var manifest = PackageManifest.Decode(await blobs.Read(package, ManifestBytes, cancellation));
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
            contents[file.Path] = await blobs.Read(Digest.Parse(file.Sha256), checked((int)file.Length), cancellation);
        return LoadedScene.Prepare(manifest, PackagedScene.Load(manifest, file => contents[file.Path]));
    }
}
