using System.Runtime.InteropServices;
using Render.Simulation.Machine;

namespace Render.Simulation.Disk;

/// <summary>A file as the system shows it, and as the disk holds it.</summary>
internal sealed class SimulatedFile
{
    private const int Sector = 512;
    private readonly List<(long Offset, byte[]? Bytes)> pending = [];
    private byte[] shown = [];
    private byte[] durable = [];
    private int durableLength;

    /// <summary>Bytes that a reader sees.</summary>
    public int Length { get; private set; }

    /// <summary>Whether nothing of it was ever made durable.</summary>
    public bool NeverSynced { get; private set; } = true;

    /// <summary>Locks on the file among the connections of the running process.</summary>
    public FileLocks Locks { get; private set; } = new();

    /// <summary>Memory that the connections of the running process share.</summary>
    public SharedMemory Shared { get; private set; } = new();

    /// <summary>Reads into a buffer.</summary>
    /// <returns>Bytes read; fewer than asked for at the end of the file.</returns>
    public int Read(long offset, Span<byte> into)
    {
        var count = (int)Math.Clamp(Length - offset, 0, into.Length);
        if (count > 0)
            shown.AsSpan((int)offset, count).CopyTo(into);
        return count;
    }

    /// <summary>Writes; shown at once, durable after the next sync.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        pending.Add((offset, bytes.ToArray()));
        Put(ref shown, offset, bytes);
        Length = Math.Max(Length, (int)offset + bytes.Length);
    }

    /// <summary>Cuts the file; durable after the next sync.</summary>
    public void Truncate(long size)
    {
        pending.Add((size, null));
        Cut(shown, (int)size, Length);
        Length = (int)Math.Min(Length, size);
    }

    /// <summary>Makes all of it durable.</summary>
    public void Sync()
    {
        NeverSynced = false;
        foreach (var (offset, bytes) in pending)
            Apply(offset, bytes);
        pending.Clear();
    }

    /// <summary>Loses any part of what was not synced: each write is gone, there, or there in some of its sectors.</summary>
    public void CutPower(SeededStream random)
    {
        foreach (var (offset, bytes) in pending)
        {
            if (bytes is null)
            {
                if (random.Chance(0.5))
                    Apply(offset, null);
                continue;
            }

            if (!random.Chance(0.7))
                continue;
            var torn = random.Chance(0.3);
            for (var at = 0; at < bytes.Length; at += Sector)
                if (!torn || random.Chance(0.5))
                    Apply(offset + at, bytes[at..Math.Min(bytes.Length, at + Sector)]);
        }

        pending.Clear();
        shown = durable.ToArray();
        Length = durableLength;
    }

    /// <summary>Forgets locks and shared memory, which die with the process.</summary>
    public void Unlock()
    {
        Locks = new FileLocks();
        Shared = new SharedMemory();
    }

    /// <summary>Forgets the shared memory: its last user is done with it.</summary>
    public void Unmap() => Shared = new SharedMemory();

    private void Apply(long offset, byte[]? bytes)
    {
        if (bytes is null)
        {
            Cut(durable, (int)offset, durableLength);
            durableLength = (int)Math.Min(durableLength, offset);
            return;
        }

        Put(ref durable, offset, bytes);
        durableLength = Math.Max(durableLength, (int)offset + bytes.Length);
    }

    private static void Put(ref byte[] array, long offset, ReadOnlySpan<byte> bytes)
    {
        var end = checked((int)(offset + bytes.Length));
        if (end > array.Length)
            Array.Resize(ref array, Math.Max(end, 2 * array.Length));
        bytes.CopyTo(array.AsSpan((int)offset));
    }

    private static void Cut(byte[] array, int size, int length)
    {
        if (size < length)
            array.AsSpan(size, length - size).Clear();
    }
}

/// <summary>Memory shared by the connections to a file, in regions that stay where they are.</summary>
internal sealed unsafe class SharedMemory
{
    private readonly List<nint> regions = [];

    /// <summary>A region's address; 0 where it is not there and is not to be made.</summary>
    public nint Region(int index, int size, bool extend)
    {
        while (regions.Count <= index)
        {
            if (!extend)
                return 0;
            regions.Add((nint)NativeMemory.AllocZeroed((nuint)size));
        }

        return regions[index];
    }

    ~SharedMemory()
    {
        foreach (var region in regions)
            NativeMemory.Free((void*)region);
    }
}
