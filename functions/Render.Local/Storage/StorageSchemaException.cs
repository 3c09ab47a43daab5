namespace Render.Local.Storage;

/// <summary>The data file is not one that this build can use. It was not touched.</summary>
/// <param name="path">The file.</param>
/// <param name="why">What is in the way, and the way out.</param>
public sealed class StorageSchemaException(string path, string why) : Exception($"Cannot use {path}: {why}.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
