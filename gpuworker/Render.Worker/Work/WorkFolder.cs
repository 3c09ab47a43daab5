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
        foreach (var file in files.Where(file => file.Extension != BlocksEnd))
        {
            if (Read(file.FullName) is { } assignment)
                found.Add(assignment);
            else
                file.Delete();
        }

        foreach (var blocks in files.Where(file => file.Extension == BlocksEnd && !found.Exists(work => BlocksOf(work.Lease.Id) == file.FullName)))
            blocks.Delete();

        return found;
    }

    /// <summary>Remembers an assignment.</summary>
    public void Save(WorkAssignment assignment)
    {
        var path = PathOf(assignment.Lease.Id);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(assignment, WireJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Forgets an assignment, and its blocks.</summary>
    public void Forget(LeaseId lease)
    {
        File.Delete(PathOf(lease));
        File.Delete(BlocksOf(lease));
    }

    /// <summary>Where an assignment's rendered blocks are kept.</summary>
    public string BlocksOf(LeaseId lease) => Path.Combine(folder, $"{lease}{BlocksEnd}");

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
