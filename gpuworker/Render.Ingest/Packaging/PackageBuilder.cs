using System.Security.Cryptography;
using Render.Ingest.Images;
using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Packaging;

/// <summary>Turns an upload into a canonical package: images decoded once, one packed buffer, everything inspected. The same upload gives the same bytes.</summary>
public static class PackageBuilder
{
    private const string EnvironmentPath = "environment.hdr";

    /// <summary>Builds a package.</summary>
    /// <param name="upload">The uploaded files; untrusted.</param>
    /// <param name="entry">The path of the .glb or .gltf among them.</param>
    /// <param name="limits">How much the scene may ask for; null: the defaults.</param>
    /// <param name="environment">The path of a Radiance .hdr picture among the files that lights the scene, or null.</param>
    /// <exception cref="SceneException">The scene cannot be used.</exception>
    public static ScenePackage Build(IPackageFiles upload, string entry, SceneLimits? limits = null, string? environment = null)
    {
        limits ??= SceneLimits.Default;
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var sky = environment is null ? null : AddEnvironment(files, upload, environment, limits);
        var scene = GltfScene.Load(upload, entry, limits, UploadImageDecoder.Instance, sky);
        for (var i = 0; i < scene.Assets.Images.Count; i++)
            files[CanonicalGltf.ImagePath(i)] = CanonicalImage.Encode(scene.Assets.Images[i]);
        AddScene(files, upload, entry, scene, limits);
        var manifest = PackageManifest.Of(
            CanonicalGltf.EntryPath,
            environment is null ? null : EnvironmentPath,
            files.Select(file => new PackageFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value.Span)))));
        // What nodes will load is loaded here once: a scene that is accepted can be rendered.
        GltfScene.Load(new MemoryPackageFiles(files), CanonicalGltf.EntryPath, limits, environment: sky);
        return new(manifest, files, Facts(scene, manifest));
    }

    private static SkyEnvironment AddEnvironment(
        SortedDictionary<string, ReadOnlyMemory<byte>> files, IPackageFiles upload, string environment, SceneLimits limits)
    {
        var content = upload.Read(PackagePath.Require(environment), limits.FileBytes) ?? throw new SceneException(
            SceneErrorCodes.FileMissing, $"The environment '{environment}' is not in the upload.", "Upload the .hdr picture together with the scene.");
        files[EnvironmentPath] = content;
        return RadianceHdr.Read($"'{environment}'", content.Span, limits);
    }

    private static void AddScene(
        SortedDictionary<string, ReadOnlyMemory<byte>> files, IPackageFiles upload, string entry, GltfScene scene, SceneLimits limits)
    {
        var file = GltfFile.Open(upload.Read(entry, limits.FileBytes)!.Value, limits);
        var json = file.Parse(limits);
        var buffers = new GltfBuffers(new(json, null, ""), file.Binary, upload, entry, limits, new(limits));
        var (rewritten, buffer) = CanonicalGltf.Rewrite(json, buffers, scene.ImageNumbers);
        files[CanonicalGltf.EntryPath] = rewritten;
        if (buffer.Length > 0)
            files[CanonicalGltf.BufferPath] = buffer;
    }

    private static SceneFacts Facts(GltfScene scene, PackageManifest manifest)
    {
        var assets = scene.Assets;
        var triangles = assets.Meshes.Sum(mesh => mesh.Indices.Length / 3L);
        var snapshot = scene.At(Real.Zero);
        return new(
            triangles,
            snapshot.Instances.Sum(instance => assets.Meshes[instance.Mesh].Indices.Length / 3L),
            scene.InstanceCount,
            assets.Images.Count,
            assets.Images.Sum(image => (long)image.Rgba.Length),
            manifest.TotalBytes,
            scene.Frames().Count,
            (long)Math.Round((double)scene.Duration.Value * 1000),
            scene.Cameras,
            scene.Animations,
            scene.LightCount,
            scene.MemoryBytes + 64 * triangles + 128L * scene.InstanceCount,
            scene.Notices);
    }
}
