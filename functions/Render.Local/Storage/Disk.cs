using System.Runtime.InteropServices;

namespace Render.Local.Storage;

/// <summary>What storage asks of the disk beyond streams.</summary>
internal static partial class Disk
{
    private const int OpenReadOnly = 0;

    /// <summary>Free bytes on the disk that holds the path; null where the system does not say.</summary>
    internal static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(System.IO.Path.GetFullPath(path)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Makes a folder's entries durable: on POSIX a renamed file is only found after a crash once its folder was synced too.</summary>
    /// <exception cref="IOException">The folder cannot be synced.</exception>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open {folder} to sync it.", Marshal.GetLastPInvokeError());
        }

        var failed = Fsync(descriptor) != 0;
        var code = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"Cannot sync {folder}.", code);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
