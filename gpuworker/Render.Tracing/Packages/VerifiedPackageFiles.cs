using System.Security.Cryptography;
using Render.Tracing.Scenes;

namespace Render.Tracing.Packages;

/// <summary>The files of a manifest, each checked against its length and digest whenever it is read.</summary>
/// <param name="manifest">What the package consists of.</param>
/// <param name="source">Gives a file's bytes, or null when it is not there.</param>
public sealed class VerifiedPackageFiles(PackageManifest manifest, Func<PackageFile, ReadOnlyMemory<byte>?> source) : IPackageFiles
{
    private readonly Dictionary<string, PackageFile> _files = manifest.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="SceneException">The content does not match the manifest, or the file is larger than <paramref name="maxBytes"/>.</exception>
    public ReadOnlyMemory<byte>? Read(string path, long maxBytes)
    {
        if (!_files.TryGetValue(path, out var file))
            return null;
        PackagePath.RequireSize(path, file.Length, maxBytes);
        if (source(file) is not { } content)
            return null;
        return content.Length == file.Length && Convert.ToHexStringLower(SHA256.HashData(content.Span)) == file.Sha256
            ? content
            : throw new SceneException(SceneErrorCodes.PackageInvalid, $"'{path}' does not match its digest.", "Fetch the file again.");
    }
}
