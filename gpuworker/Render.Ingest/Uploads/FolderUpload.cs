using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Uploads;

/// <summary>The files of a local folder, for a .gltf that refers to others beside it. Links out of the folder are not followed.</summary>
/// <param name="root">The folder.</param>
public sealed class FolderUpload(string root) : IPackageFiles
{
    /// <summary>An upload of a local scene file: the file and its folder.</summary>
    /// <param name="file">The path of the .glb, .gltf or .zip.</param>
    /// <param name="limits">How much it may ask for; null: the defaults.</param>
    /// <exception cref="SceneException">The file is of another kind, too large or missing.</exception>
    public static SceneUpload Open(string file, SceneLimits? limits = null)
    {
        limits ??= SceneLimits.Default;
        // The scene itself may be a link: the person who runs this chose it. What it refers to may not.
        file = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        var name = Path.GetFileName(file);
        var folder = new FolderUpload(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var content = folder.Read(PackagePath.Require(name), limits.FileBytes) ?? throw new SceneException(
            SceneErrorCodes.FileMissing, $"There is no file '{PackagePath.Shorten(name)}'.", "Check the path.");
        return name.EndsWith(".gltf", StringComparison.OrdinalIgnoreCase) && !ZipUpload.Is(content.Span)
            ? new(folder, name)
            : SceneUpload.Open(name, content, limits);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Read(string path, long maxBytes)
    {
        var full = Path.Combine(root, PackagePath.Require(path));
        for (var part = full; part.Length > root.Length && part != root; part = Path.GetDirectoryName(part)!)
            if (new FileInfo(part).LinkTarget is not null)
                return null;
        var file = new FileInfo(full);
        if (!file.Exists)
            return null;
        PackagePath.RequireSize(path, file.Length, maxBytes);
        return File.ReadAllBytes(full);
    }
}
