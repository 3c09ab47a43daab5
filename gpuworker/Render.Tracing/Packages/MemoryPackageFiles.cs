namespace Render.Tracing.Packages;

/// <summary>Files held in memory.</summary>
/// <param name="files">Content by path.</param>
public sealed class MemoryPackageFiles(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) : IPackageFiles
{
    /// <summary>A single file.</summary>
    public MemoryPackageFiles(string path, ReadOnlyMemory<byte> content)
        : this(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [path] = content })
    {
    }

    /// <summary>The paths held.</summary>
    public IEnumerable<string> Paths => files.Keys;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Read(string path, long maxBytes)
    {
        if (!files.TryGetValue(path, out var content))
            return null;
        PackagePath.RequireSize(path, content.Length, maxBytes);
        return content;
    }
}
