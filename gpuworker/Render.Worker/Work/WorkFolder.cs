using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>
/// Assignments on disk while they are worked on, each with the blocks of it that are rendered, so that a node that is killed takes them up again when it
/// is back, and goes on where it was.
/// </summary>
public sealed class WorkFolder
{
    /// <summary>The folder in a node's home.</summary>
    internal const string Name = "work";

    private const string BlocksEnd = ".blocks";
    private const string StartsEnd = ".starts";

    private readonly string folder;

    /// <summary>Opens the folder.</summary>
    /// <param name="home">The node's home.</param>
    public WorkFolder(string home)
    {
        folder = Path.GetFullPath(Path.Combine(home, Name));
        Directory.CreateDirectory(folder);
    }

    /// <summary>What an earlier run left, what it had begun last first; unreadable leftovers are deleted (their lease runs out).</summary>
    public IReadOnlyList<WorkAssignment> Load()
    {
        var found = new List<WorkAssignment>();
        // What others gave way to comes before what gave way.
        var files = new DirectoryInfo(folder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        foreach (var file in files.Where(file => !IsBeside(file)))
        {
            if (Read(file.FullName) is { } assignment)
                found.Add(assignment);
            else
                file.Delete();
        }

        foreach (var orphan in files.Where(file => IsBeside(file) && !found.Exists(work => file.FullName == BlocksOf(work.Lease.Id) || file.FullName == StartsOf(work.Lease.Id))))
            orphan.Delete();

        return found;
    }

    /// <summary>Remembers an assignment.</summary>
    public void Save(WorkAssignment assignment)
    {
        var path = PathOf(assignment.Lease.Id);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(assignment, WireJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Remembers an assignment, and that work on it begins: on the disk before the first sample is traced, so that no way of dying leaves it uncounted.</summary>
    public void Begin(WorkAssignment assignment)
    {
        Save(assignment);
        using var starts = new FileStream(StartsOf(assignment.Lease.Id), FileMode.Append, FileAccess.Write);
        starts.WriteByte((byte)'|');
        starts.Flush(flushToDisk: true);
    }

    /// <summary>How often work on an assignment began that is still here: as often the process ended over it, unless it was <see cref="Rest">laid down</see>.</summary>
    public int Starts(LeaseId lease) => new FileInfo(StartsOf(lease)) is { Exists: true } starts ? (int)Math.Min(starts.Length, int.MaxValue) : 0;

    /// <summary>Lays an assignment down that a later run may take up: that the process ends now is not the task's doing.</summary>
    public void Rest(LeaseId lease) => File.Delete(StartsOf(lease));

    /// <summary>Forgets an assignment, and what is beside it.</summary>
    public void Forget(LeaseId lease)
    {
        File.Delete(PathOf(lease));
        File.Delete(BlocksOf(lease));
        File.Delete(StartsOf(lease));
    }

    /// <summary>Where an assignment's rendered blocks are kept.</summary>
    public string BlocksOf(LeaseId lease) => Path.Combine(folder, $"{lease}{BlocksEnd}");

    private static bool IsBeside(FileInfo file) => file.Extension is BlocksEnd or StartsEnd;

    private string StartsOf(LeaseId lease) => Path.Combine(folder, $"{lease}{StartsEnd}");

    private string PathOf(LeaseId lease) => Path.Combine(folder, $"{lease}.json");

    private static WorkAssignment? Read(string path)
    {
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonSerializer.Deserialize<WorkAssignment>(File.ReadAllBytes(path), WireJson.Options);
        }
        catch (JsonException)
        {
            // Torn by a power loss.
            return null;
        }
    }
}
