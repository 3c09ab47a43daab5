using System.Runtime.InteropServices;

namespace Render.Tracing.Compilation;

/// <summary>Asks Linux to back large arrays with 2 MiB pages: rays jump through them, and 4 KiB pages would cost a page walk at almost every node.</summary>
internal static unsafe partial class HugePages
{
    private const nuint Size = 2 << 20;
    private const int HugePage = 14;

    /// <summary>Advises on memory that nothing has been written to yet. Where this is not Linux, or the kernel declines, pages stay small and everything else is the same.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">Number of bytes.</param>
    internal static void Advise(void* start, nuint bytes)
    {
        if (bytes < 2 * Size || !OperatingSystem.IsLinux())
            return;
        var first = ((nuint)start + (Size - 1)) & ~(Size - 1);
        var end = ((nuint)start + bytes) & ~(Size - 1);
        _ = MemoryAdvise((void*)first, end - first, HugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* address, nuint length, int advice);
}
