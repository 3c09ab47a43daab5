namespace Render.Local.Storage;

/// <summary>The data file is damaged, or the device under it fails. Nothing further is written to it by this process.</summary>
/// <param name="path">The file.</param>
/// <param name="why">What was found.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageDamagedException(string path, string why, Exception? inner = null)
    : Exception($"{path} cannot be trusted: {why}. Stop the coordinator, check the disk, and restore the file or a copy of it.", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
