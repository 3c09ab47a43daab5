using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Render.Simulation.Disk;

internal static unsafe partial class SqliteDisks
{
    private static Methods* MakeMethods()
    {
        var methods = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->FileSize = &FileSize;
        methods->Lock = &LockFile;
        methods->Unlock = &UnlockFile;
        methods->CheckReservedLock = &CheckReservedLock;
        methods->FileControl = &FileControl;
        methods->SectorSize = &SectorSize;
        methods->DeviceCharacteristics = &DeviceCharacteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return methods;
    }

    private static OpenFile Of(FileHead* file) => Files[file->Handle];

    private static int Code(DiskAnswer answer, int failure) => answer switch
    {
        DiskAnswer.Done => Ok,
        DiskAnswer.Full => Full,
        _ => IoError | (failure << 8),
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(FileHead* file)
    {
        if (Files.TryRemove(file->Handle, out var open) && !open.IsDead)
            open.Content.Locks.Leave(file->Handle);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(FileHead* file, byte* buffer, int count, long offset)
    {
        var open = Of(file);
        if (open.IsDead)
            return IoError | (1 << 8);
        var into = new Span<byte>(buffer, count);
        var read = open.Content.Read(offset, into);
        if (read == count)
            return Ok;
        // SQLite counts on zeros where the file ends.
        into[read..].Clear();
        return ShortRead;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(FileHead* file, byte* buffer, int count, long offset)
    {
        var open = Of(file);
        if (open.IsDead)
            return IoError | (3 << 8);
        var answer = open.Disk.BeforeWrite(Math.Max(0, offset + count - open.Content.Length));
        // A write that fails may have been made in part; the machine's death in its midst, too.
        if (answer != DiskAnswer.Full)
            open.Content.Write(offset, new ReadOnlySpan<byte>(buffer, answer == DiskAnswer.Done ? count : count / 2));
        return Code(answer, 3);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(FileHead* file, long size)
    {
        var open = Of(file);
        if (open.IsDead)
            return IoError | (6 << 8);
        var answer = open.Disk.BeforeWrite(0);
        if (answer == DiskAnswer.Done)
            open.Content.Truncate(size);
        return Code(answer, 6);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(FileHead* file, int flags)
    {
        var open = Of(file);
        return open.IsDead ? IoError | (4 << 8) : Code(open.Disk.Sync(open.Content), 4);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(FileHead* file, long* size)
    {
        var open = Of(file);
        *size = open.Content.Length;
        return open.IsDead ? IoError | (7 << 8) : Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockFile(FileHead* file, int level)
    {
        var open = Of(file);
        return open.IsDead ? IoError | (15 << 8) : open.Content.Locks.TryLock(file->Handle, level) ? Ok : Busy;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnlockFile(FileHead* file, int level)
    {
        var open = Of(file);
        if (!open.IsDead)
            open.Content.Locks.Unlock(file->Handle, level);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(FileHead* file, int* result)
    {
        *result = Of(file).Content.Locks.IsReserved ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(FileHead* file, int operation, void* argument)
    {
        const int notFound = 12;
        return notFound;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(FileHead* file) => 512;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(FileHead* file) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(FileHead* file, int region, int size, int extend, nint* address)
    {
        var open = Of(file);
        *address = open.IsDead ? 0 : open.Memory.Region(region, size, extend != 0);
        return open.IsDead ? IoError | (21 << 8) : Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(FileHead* file, int offset, int count, int flags)
    {
        const int unlock = 1;
        const int exclusive = 8;
        var open = Of(file);
        if (open.IsDead)
            return IoError | (20 << 8);
        var mask = ((1 << count) - 1) << offset;
        if ((flags & unlock) == 0)
            return open.Content.Locks.TryLockSlots(file->Handle, mask, (flags & exclusive) != 0) ? Ok : Busy;
        open.Content.Locks.UnlockSlots(file->Handle, mask);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(FileHead* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(FileHead* file, int delete)
    {
        var open = Of(file);
        if (!open.IsDead && delete != 0)
            open.Content.Unmap();
        return Ok;
    }

    /// <summary>sqlite3_file, and which file it is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileHead
    {
        public Methods* Methods;
        public nint Handle;
    }

    /// <summary>sqlite3_io_methods.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<FileHead*, int> Close;
        public delegate* unmanaged[Cdecl]<FileHead*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<FileHead*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<FileHead*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<FileHead*, long*, int> FileSize;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<FileHead*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<FileHead*, int, void*, int> FileControl;
        public delegate* unmanaged[Cdecl]<FileHead*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<FileHead*, int> DeviceCharacteristics;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int, int, nint*, int> ShmMap;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int, int, int> ShmLock;
        public delegate* unmanaged[Cdecl]<FileHead*, void> ShmBarrier;
        public delegate* unmanaged[Cdecl]<FileHead*, int, int> ShmUnmap;
    }

    /// <summary>sqlite3_vfs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileSize;
        public int MaxPath;
        public nint Next;
        public nint Name;
        public nint Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, FileHead*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, byte*, int> FullPathname;
        public nint DlOpen;
        public nint DlError;
        public nint DlSym;
        public nint DlClose;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> Randomness;
        public delegate* unmanaged[Cdecl]<Vfs*, int, int> Sleep;
        public delegate* unmanaged[Cdecl]<Vfs*, double*, int> CurrentTime;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> GetLastError;
        public delegate* unmanaged[Cdecl]<Vfs*, long*, int> CurrentTimeInt64;
    }
}
