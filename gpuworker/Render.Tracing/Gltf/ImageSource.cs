using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>An image's encoded bytes and the name that messages call it by.</summary>
/// <param name="Name">Its file, its name, or its place in the scene.</param>
/// <param name="Content">As stored.</param>
internal readonly record struct ImageSource(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Finds an image's bytes: a buffer view, a data URI or a file.</summary>
    public static ImageSource Read(GltfElement image, int index, GltfBuffers buffers, IPackageFiles files, string entry, SceneLimits limits)
    {
        var name = $"image {index}" + (image.String("name") is { Length: > 0 } title ? $" '{PackagePath.Shorten(title)}'" : "");
        if (image.Has("bufferView"))
            return new(name, buffers.View(image.RequiredIndex("bufferView", buffers.ViewCount)));
        var uri = image.String("uri") ?? throw image.Invalid("uri", "is missing, and there is no bufferView either");
        if (DataUri.Is(uri))
            return new(name, DataUri.Decode(uri));
        var path = PackagePath.FromUri(uri, entry);
        var content = files.Read(path, limits.FileBytes) ?? throw image.Fault(
            SceneErrorCodes.FileMissing, $"its file '{path}' is not in the upload.", $"Upload '{path}' together with the scene.");
        return new($"image '{path}'", content);
    }
}
