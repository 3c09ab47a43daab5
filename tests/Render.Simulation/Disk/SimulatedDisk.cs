using Render.Simulation.Machine;

namespace Render.Simulation.Disk;

/// <summary>
/// A machine's disk. What is synced survives everything; what is not survives the death of its process, and of a power cut any part of it, down to
/// single sectors. It can be full, fail, and cut the power after any write.
/// </summary>
internal sealed class SimulatedDisk(SeededStream random)
{
    private readonly SortedDictionary<string, SimulatedFile> files = new(StringComparer.Ordinal);

    /// <summary>Bytes that fit on it.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Probability that a write fails.</summary>
    public double WriteFaults { get; set; }

    /// <summary>Probability that a sync fails.</summary>
    public double SyncFaults { get; set; }

    /// <summary>Whether it says that it has synced when it has not.</summary>
    public bool Lies { get; init; }

    /// <summary>Writes and syncs until the machine dies in the midst of one; null: it does not.</summary>
    public int? DiesAfter { get; set; }

    /// <summary>Called when <see cref="DiesAfter"/> is reached; what follows on the disk fails.</summary>
    public Action? Dies { get; set; }

    /// <summary>Whether the machine is down: nothing on the disk works.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Counts the lives of the machine: a handle of an earlier one is dead.</summary>
    public int Life { get; private set; }

    /// <summary>Bytes of all files.</summary>
    public long Used => files.Values.Sum(file => file.Length);

    /// <summary>The file of a name; null where there is none.</summary>
    public SimulatedFile? Find(string name) => files.GetValueOrDefault(name);

    /// <summary>The file of a name, made where it is missing.</summary>
    public SimulatedFile Open(string name)
    {
        if (!files.TryGetValue(name, out var file))
            files.Add(name, file = new SimulatedFile());
        return file;
    }

    /// <summary>Removes a file; its name is gone for good.</summary>
    public void Delete(string name) => files.Remove(name);

    /// <summary>Whether a write that grows a file may be made: counts it, and draws its fault.</summary>
    public DiskAnswer BeforeWrite(long growth)
    {
        if (!Survives())
            return DiskAnswer.Failed;
        if (growth > 0 && Used + growth > Capacity)
            return DiskAnswer.Full;
        return random.Chance(WriteFaults) ? DiskAnswer.Failed : DiskAnswer.Done;
    }

    /// <summary>Makes a file's writes durable.</summary>
    public DiskAnswer Sync(SimulatedFile file)
    {
        if (!Survives())
            return DiskAnswer.Failed;
        if (random.Chance(SyncFaults))
            return DiskAnswer.Failed;
        if (!Lies)
            file.Sync();
        return DiskAnswer.Done;
    }

    /// <summary>The process is killed: what it wrote is in the system's hands and stays.</summary>
    public void Kill() => IsDown = true;

    /// <summary>The power is cut: of what was not synced any part is lost.</summary>
    public void CutPower()
    {
        IsDown = true;
        foreach (var file in files.Values)
            file.CutPower(random);
        foreach (var name in files.Where(file => file.Value.NeverSynced && file.Value.Length == 0).Select(file => file.Key).ToList())
            files.Remove(name);
    }

    /// <summary>The machine starts again.</summary>
    public void Boot()
    {
        IsDown = false;
        DiesAfter = null;
        Life++;
        foreach (var file in files.Values)
            file.Unlock();
    }

    private bool Survives()
    {
        if (IsDown)
            return false;
        if (DiesAfter is not { } left)
            return true;
        DiesAfter = left - 1;
        if (left > 0)
            return true;
        DiesAfter = null;
        IsDown = true;
        Dies?.Invoke();
        return false;
    }
}

/// <summary>How an operation on a disk ended.</summary>
internal enum DiskAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No room.</summary>
    Full,

    /// <summary>Not done, or nobody knows.</summary>
    Failed,
}
