using System.Globalization;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using Render.Worker.Cache;
using Render.Worker.Work;

namespace Render.Worker.Tracer;

/// <summary>Scenes prepared from a node's file cache, kept on a <see cref="SceneShelf"/>.</summary>
/// <param name="files">Where files come from.</param>
/// <param name="maxBytes">Bound on memory, bytes.</param>
public sealed class SceneCache(FileCache files, long maxBytes)
{
    /// <summary>Largest manifest: 10,000 files of 512 characters fit.</summary>
    private const int ManifestBytes = 8 << 20;

    private readonly SceneShelf shelf = new(maxBytes);

    /// <summary>The scene of a package, loaded when it is not held.</summary>
    /// <exception cref="TaskFailedException">It cannot be fetched, does not fit, or is refused.</exception>
    public Task<LoadedScene> Get(Digest package, CancellationToken cancellationToken) => shelf.Get(package, Load, cancellationToken);

    private async Task<LoadedScene> Load(Digest package, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = PackageManifest.Decode(await files.Read(package, ManifestBytes, cancellationToken));
            if (manifest.TotalBytes > maxBytes)
                throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"its files have {manifest.TotalBytes} bytes"));
            var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            foreach (var file in manifest.Files)
                contents[file.Path] = await files.Read(Digest.Parse(file.Sha256), file.Length, cancellationToken);
            // Half for what is decoded, half for what is built from it.
            var limits = SceneLimits.Default with { MemoryBytes = Math.Min(SceneLimits.Default.MemoryBytes, maxBytes / 2) };
            var scene = PackagedScene.Load(manifest, file => contents[file.Path], limits);
            var loaded = LoadedScene.Prepare(manifest, scene);
            return loaded.MemoryBytes <= maxBytes
                ? loaded
                : throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"prepared, it takes some {loaded.MemoryBytes} bytes"));
        }
        catch (CacheException e)
        {
            throw new TaskFailedException(LeaseFailure.CannotFetch, e.Message, e);
        }
        catch (SceneException e)
        {
            throw new TaskFailedException(LeaseFailure.CannotLoad, $"{e.Code}: {e.Message}", e);
        }
        catch (Exception e) when (e is OutOfMemoryException or InsufficientMemoryException)
        {
            throw new TaskFailedException(LeaseFailure.OutOfMemory, "The scene does not fit this machine's memory.", e);
        }
    }

    private TaskFailedException TooLarge(string why) => new(
        LeaseFailure.OutOfMemory,
        string.Create(CultureInfo.InvariantCulture, $"The scene is too large for this node, which gives it {maxBytes} bytes: {why}."));
}
