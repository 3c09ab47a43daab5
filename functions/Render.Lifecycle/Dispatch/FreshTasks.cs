using Render.Lifecycle.Ports;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>Tasks of a job that nobody had yet: for each a bit and the version of its row, nothing else. Guarded by the board's lock.</summary>
internal sealed class FreshTasks(int tasks)
{
    private readonly OpenTasks open = new(tasks);
    private readonly ETag[]?[] tags = new ETag[((tasks - 1) / SplitLimits.TasksPerGroup) + 1][];

    /// <summary>How many.</summary>
    public int Count => open.Count;

    /// <summary>Whether the task is one of them.</summary>
    public bool Contains(int index) => open.IsOpen(index);

    /// <summary>The one that is handed out next; null for none.</summary>
    public int? First() => open.First();

    /// <summary>Adds a task; false where it is there.</summary>
    public bool Add(int index, ETag etag)
    {
        if (!open.Open(index))
            return false;
        var (group, at) = Math.DivRem(index, SplitLimits.TasksPerGroup);
        (tags[group] ??= new ETag[Math.Min(SplitLimits.TasksPerGroup, open.Tasks - (group * SplitLimits.TasksPerGroup))])[at] = etag;
        return true;
    }

    /// <summary>Takes a task out.</summary>
    /// <returns>The version of its row.</returns>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public ETag Take(int index)
    {
        if (!open.Close(index))
            throw new InvalidOperationException($"Task {index} is not fresh.");
        var (group, at) = Math.DivRem(index, SplitLimits.TasksPerGroup);
        var etag = tags[group]![at];
        tags[group]![at] = default;
        return etag;
    }
}
