using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Render.Simulation.Disk;

/// <summary>
/// Puts SQLite on simulated disks: a VFS (https://www.sqlite.org/vfs.html) that becomes the program's default, so that the real store runs on it
/// without knowing. The first folder of a path names the disk.
/// </summary>
internal static unsafe partial class SqliteDisks
{
    private const int Ok = 0;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Busy = 5;
    private const int ShortRead = IoError | (2 << 8);
    private const int MostPath = 512;

    private static readonly ConcurrentDictionary<string, SimulatedDisk> Disks = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, OpenFile> Files = new();
    private static readonly Methods* FileMethods = MakeMethods();
    private static long lastHandle;
    private static ulong randomness;
    private static bool registered;

    /// <summary>Makes a disk known by a name.</summary>
    /// <returns>The folder that lies on it.</returns>
    public static string Mount(string name, SimulatedDisk disk)
    {
        Register();
        Disks[name] = disk;
        return $"/{name}/";
    }

    /// <summary>Forgets all disks. What SQLite has still open on them is dead, and holds nothing of the run until its connection is collected.</summary>
    public static void UnmountAll()
    {
        foreach (var disk in Disks.Values)
        {
            disk.Kill();
            disk.Dies = null;
        }

        Disks.Clear();
    }

    /// <summary>Starts SQLite's own random numbers anew: they are part of what a run is drawn from.</summary>
    public static void Reseed(ulong seed) => randomness = seed;

    private static void Register()
    {
        if (registered)
            return;
        registered = true;
        SQLitePCL.Batteries_V2.Init();
        var vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        vfs->Version = 2;
        vfs->FileSize = sizeof(FileHead);
        vfs->MaxPath = MostPath;
        vfs->Name = Marshal.StringToCoTaskMemUTF8("simulated");
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPathname = &FullPathname;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->CurrentTime = &CurrentTime;
        vfs->GetLastError = &GetLastError;
        vfs->CurrentTimeInt64 = &CurrentTimeInt64;
        if (sqlite3_vfs_register(vfs, 1) != Ok)
            throw new InvalidOperationException("SQLite does not take the simulated disks.");
    }

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_vfs_register(Vfs* vfs, int makeDefault);

    private static (SimulatedDisk? Disk, string Name) Resolve(byte* path)
    {
        var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));
        var parts = text.Split('/', 3);
        return parts.Length == 3 && Disks.TryGetValue(parts[1], out var disk) ? (disk, parts[2]) : (null, text);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, FileHead* file, int flags, int* outFlags)
    {
        file->Methods = null;
        // A nameless file is a temporary one; the store keeps those in memory.
        if (name == null || Resolve(name) is not ({ IsDown: false } disk, var path))
            return CannotOpen;
        const int create = 4;
        if ((flags & create) == 0 && disk.Find(path) is null)
            return CannotOpen;
        file->Methods = FileMethods;
        file->Handle = (nint)Interlocked.Increment(ref lastHandle);
        Files[file->Handle] = new OpenFile(disk, disk.Life, disk.Open(path));
        if (outFlags != null)
            *outFlags = flags;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncFolder)
    {
        const int missing = IoError | (23 << 8);
        if (Resolve(name) is not ({ IsDown: false } disk, var path))
            return IoError;
        if (disk.Find(path) is null)
            return missing;
        disk.Delete(path);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(Vfs* vfs, byte* name, int flags, int* result)
    {
        *result = Resolve(name) is ({ IsDown: false } disk, var path) && disk.Find(path) is { } found && (flags != 0 || found.Length > 0) ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(Vfs* vfs, byte* name, int size, byte* full)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (text.Length >= size)
            return CannotOpen;
        text.CopyTo(new Span<byte>(full, size));
        full[text.Length] = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(Vfs* vfs, int count, byte* bytes)
    {
        for (var i = 0; i < count; i++)
        {
            randomness = (randomness * 6364136223846793005) + 1442695040888963407;
            bytes[i] = (byte)(randomness >> 56);
        }

        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int micros) => micros;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(Vfs* vfs, double* day)
    {
        *day = 2461041.5;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTimeInt64(Vfs* vfs, long* millis)
    {
        *millis = 212_633_985_600_000;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetLastError(Vfs* vfs, int size, byte* text) => Ok;

    /// <summary>A file that a connection has open; dead once its machine has died.</summary>
    private sealed record OpenFile(SimulatedDisk Disk, int Life, SimulatedFile Content)
    {
        /// <summary>Held as long as the connection may look at it, dead or not.</summary>
        public SharedMemory Memory { get; } = Content.Shared;

        public bool IsDead => Disk.IsDown || Disk.Life != Life;
    }
}
