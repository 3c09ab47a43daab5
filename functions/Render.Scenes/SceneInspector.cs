using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.Lifecycle.Ports;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Scenes;

/// <summary>Reads uploads with the ingest of this build and stores the canonical package that it makes.</summary>
/// <param name="blobs">Where packages go.</param>
/// <param name="limits">How much an untrusted scene may ask for.</param>
public sealed class SceneInspector(IBlobs blobs, SceneLimits limits) : ISceneInspector
{
    /// <inheritdoc/>
    public async Task<PackageInspection> Inspect(Stream upload, string name, CancellationToken cancellationToken)
    {
        if (upload.Length > Math.Min(limits.FileBytes, Array.MaxLength))
            return Refused(SceneErrorCodes.LimitExceeded, $"{name} has {upload.Length} bytes; {limits.FileBytes} are allowed.", "Make the scene smaller, or split it.");
        try
        {
            var content = new byte[upload.Length];
            await upload.ReadExactlyAsync(content, cancellationToken);
            var package = Build(name, content);
            return await Store(package, cancellationToken);
        }
        catch (SceneException e)
        {
            return Refused(e.Code, e.Message, e.Fix);
        }
        catch (Exception e) when (e is OutOfMemoryException or InsufficientMemoryException)
        {
            return Refused(SceneErrorCodes.LimitExceeded, "The scene does not fit the coordinator's memory.", "Make the scene smaller, or split it.");
        }
    }

    /// <summary>The canonical package of an upload, with everything tried that a node will do with it short of tracing.</summary>
    /// <exception cref="SceneException">The scene cannot be used.</exception>
    public ScenePackage Build(string name, ReadOnlyMemory<byte> content)
    {
        var opened = SceneUpload.Open(name, content, limits);
        var package = PackageBuilder.Build(opened.Files, opened.Entry, limits, opened.Environment);
        var scene = PackagedScene.Load(package.Manifest, file => package.Files[file.Path], limits);
        var prepared = LoadedScene.Prepare(package.Manifest, scene);
        SceneCompiler.Compile(SceneCompiler.Prepare(prepared.Scene.Assets), scene.At(Tracing.Numerics.Real.Zero));
        return package;
    }

    private async Task<PackageInspection> Store(ScenePackage package, CancellationToken cancellation)
    {
        var files = new List<AssignedFile>(package.Manifest.Files.Count);
        foreach (var file in package.Manifest.Files)
        {
            var stored = await blobs.Put(package.Files[file.Path], cancellation);
            files.Add(new AssignedFile(file.Path, stored.Digest, stored.Length) { Chunks = await Cut(package.Files[file.Path], cancellation) });
        }
        // The manifest last: a package that is there is there whole.
        var manifest = await blobs.Put(package.Manifest.Encode(), cancellation);
        var facts = package.Facts;
        return new PackageInspection(
            manifest.Digest, files, FactsOf(package), [.. facts.Notices.Select(notice => notice.Message)]);
    }

    /// <summary>Stores a file's chunk list; null for one that is no larger than a chunk.</summary>
    private async Task<Digest?> Cut(ReadOnlyMemory<byte> file, CancellationToken cancellation) =>
        file.Length > ChunkSizes.Largest ? (await blobs.Put(ChunkList.Of(file.Span).Encode(), cancellation)).Digest : null;

    private static Network.Messages.SceneFacts FactsOf(ScenePackage package)
    {
        var scene = GltfScene.Load(new MemoryPackageFiles(package.Files), package.Manifest.Entry);
        var facts = package.Facts;
        return new Network.Messages.SceneFacts(
            scene.Assets.Meshes.Count, facts.Triangles, facts.Instances, scene.Assets.Materials.Count, facts.Textures, facts.Lights,
            facts.Cameras.Count, facts.DurationMilliseconds > 0, facts.DurationMilliseconds / 1000.0, facts.MemoryBytes);
    }

    private static PackageInspection Refused(string code, string message, string fix) =>
        new(default, [], null, [], new PackageRefusal(code, message, fix));
}
