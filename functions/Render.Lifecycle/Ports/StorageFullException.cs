using System.Globalization;

namespace Render.Lifecycle.Ports;

/// <summary>The store has no room. The operation was refused whole; what was acknowledged before is kept, and the store serves again once there is room.</summary>
/// <param name="where">The store or folder.</param>
/// <param name="neededBytes">A lower bound of the room the operation needs, in bytes.</param>
/// <param name="availableBytes">The room seen, in bytes; null where it cannot be told.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageFullException(string where, long neededBytes, long? availableBytes = null, Exception? inner = null)
    : Exception(string.Create(
        CultureInfo.InvariantCulture,
        $"No room in {where}: at least {neededBytes} bytes are needed{(availableBytes is { } free ? $", {free} are free" : "")}. Free some space and try again; nothing was lost."), inner)
{
    /// <summary>The store or folder.</summary>
    public string Where { get; } = where;

    /// <summary>A lower bound of the room the operation needs, in bytes.</summary>
    public long NeededBytes { get; } = neededBytes;

    /// <summary>The room seen, in bytes; null where it cannot be told.</summary>
    public long? AvailableBytes { get; } = availableBytes;

    /// <summary>Whether the system says so that a disk is full: ENOSPC and EDQUOT on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    public static bool IsCause(IOException error) => error.HResult is 28 or 122 or 69 || (uint)error.HResult is 0x80070070 or 0x80070027;
}
