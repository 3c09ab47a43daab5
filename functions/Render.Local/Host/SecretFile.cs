using Render.Local.Storage;

namespace Render.Local.Host;

/// <summary>Writes files that only their owner may read, durable, complete or not at all.</summary>
internal static class SecretFile
{
    /// <summary>Writes the file; one that is there is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var fresh = path + ".tmp";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
        Disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
