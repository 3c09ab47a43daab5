using Render.Tracing.Imaging;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Uploads;

/// <summary>An upload: its files, and which of them are the scene and its light.</summary>
/// <param name="Files">The files.</param>
/// <param name="Entry">The path of the .glb or .gltf.</param>
/// <param name="Environment">The path of the Radiance .hdr picture that lights it from afar; null: none came with it.</param>
public sealed record SceneUpload(IPackageFiles Files, string Entry, string? Environment = null)
{
    /// <summary>Decodes the picture that came with the scene; null: none did.</summary>
    /// <param name="limits">The largest picture.</param>
    /// <exception cref="SceneException">It is broken or too large.</exception>
    public SkyEnvironment? ReadEnvironment(SceneLimits limits) =>
        Environment is { } path ? RadianceHdr.Read($"'{PackagePath.Shorten(path)}'", Files.Read(path, limits.FileBytes)!.Value.Span, limits) : null;

    /// <summary>Opens an uploaded file by its content: a .glb, a .gltf without other files, or a .zip of a scene.</summary>
    /// <param name="name">The file's name, for messages and for telling some formats.</param>
    /// <param name="content">The file; untrusted.</param>
    /// <param name="limits">How much it may ask for; null: the defaults.</param>
    /// <exception cref="SceneException">The file is of another kind, or the archive is refused.</exception>
    public static SceneUpload Open(string name, ReadOnlyMemory<byte> content, SceneLimits? limits = null)
    {
        limits ??= SceneLimits.Default;
        PackagePath.RequireSize(name, content.Length, limits.FileBytes);
        if (content.IsEmpty)
            throw new SceneException(SceneErrorCodes.ContainerInvalid, "The file is empty.", "Export it again, and wait until it is written.");
        ForeignFormat.Refuse(name, content.Span);
        if (ZipUpload.Is(content.Span))
            return ZipUpload.Open(content, limits);
        var entry = content.Span.StartsWith("glTF"u8) ? "scene.glb" : "scene.gltf";
        return new(new MemoryPackageFiles(entry, content), entry);
    }
}
