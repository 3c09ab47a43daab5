using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>Assignments on disk while they are worked on, so that a node that is killed takes them up again when it is back.</summary>
public sealed class WorkFolder
{
    /// <summary>The folder in a node's home.</summary>
    internal const string Name = "work";

    private readonly string folder;

    /// <summary>Opens the folder.</summary>
    /// <param name="home">The node's home.</param>
    public WorkFolder(string home)
    {
        folder = Path.Combine(home, Name);
        Directory.CreateDirectory(folder);
    }

    /// <summary>What an earlier run left; unreadable leftovers are deleted (their lease runs out).</summary>
    public IReadOnlyList<WorkAssignment> Load()
    {
        var found = new List<WorkAssignment>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } assignment)
                found.Add(assignment);
            else
                File.Delete(path);
        }

        return found;
    }

    /// <summary>Remembers an assignment.</summary>
    public void Save(WorkAssignment assignment)
    {
        var path = PathOf(assignment.Lease.Id);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(assignment, WireJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Forgets an assignment.</summary>
    public void Forget(LeaseId lease) => File.Delete(PathOf(lease));

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
