using Render.Lifecycle.Ports;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>Rows of tasks of a job that nobody had yet: for each a bit and its version, nothing else. Guarded by the board's lock.</summary>
/// <param name="rows">Rows of the job.</param>
/// <param name="late">Number of the first one of the job's last, smaller tasks.</param>
internal sealed class FreshTasks(int rows, int late)
{
    private readonly OpenTasks open = new(rows, late);
    private readonly ETag[]?[] tags = new ETag[((rows - 1) / SplitLimits.TasksPerGroup) + 1][];

    /// <summary>How many.</summary>
    public int Count => open.Count;

    /// <summary>Whether the row is one of them.</summary>
    public bool Contains(int index) => open.IsOpen(index);

    /// <summary>The one that is handed out next; null for none.</summary>
    public int? First() => open.First();

    /// <summary>The one of the job's last, smaller ones that is handed out next; null for none.</summary>
    public int? FirstLate() => open.FirstLate();

    /// <summary>Adds a row; false where it is there.</summary>
    public bool Add(int index, ETag etag)
    {
        if (!open.Open(index))
            return false;
        var (group, at) = Math.DivRem(index, SplitLimits.TasksPerGroup);
        (tags[group] ??= new ETag[Math.Min(SplitLimits.TasksPerGroup, open.Tasks - (group * SplitLimits.TasksPerGroup))])[at] = etag;
        return true;
    }

    /// <summary>Takes a row out.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public ETag Take(int index)
    {
        if (!open.Close(index))
            throw new InvalidOperationException($"Row {index} is not fresh.");
        var (group, at) = Math.DivRem(index, SplitLimits.TasksPerGroup);
        var etag = tags[group]![at];
        tags[group]![at] = default;
        return etag;
    }
}
