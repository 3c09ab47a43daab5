using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>
/// A regular cut of a job into tasks, each one frame × one tile × one range of samples. A task is a number: nothing is listed, so a plan
/// of a million tasks costs a few bytes. Tasks are numbered by frame, then tile row by row, then samples.
/// </summary>
/// <param name="Frames">The frames.</param>
/// <param name="Size">Pixels of a frame.</param>
/// <param name="Samples">Samples of each pixel.</param>
/// <param name="TileWidth">Columns of a tile, a multiple of 8; tiles at the right edge may be narrower.</param>
/// <param name="TileHeight">Rows of a tile, a multiple of 8; tiles at the lower edge may be lower.</param>
/// <param name="SamplesPerTask">Samples of a task; the last range may be shorter.</param>
public sealed record SplitPlan(FrameRange Frames, ImageSize Size, int Samples, int TileWidth, int TileHeight, int SamplesPerTask)
{
    /// <summary>Tiles side by side.</summary>
    public int Columns => Parts(Size.Width, TileWidth);

    /// <summary>Tiles one above the other.</summary>
    public int Rows => Parts(Size.Height, TileHeight);

    /// <summary>Sample ranges of a tile.</summary>
    public int SampleParts => Parts(Samples, SamplesPerTask);

    /// <summary>Tasks of a frame.</summary>
    public int TasksPerFrame => checked(Columns * Rows * SampleParts);

    /// <summary>Tasks of the job, at most <see cref="SplitLimits.MostTasks"/> for a plan of <see cref="TaskSplitter"/>.</summary>
    public int Tasks => checked((int)Frames.Count * TasksPerFrame);

    /// <summary>Groups of tasks, at most 1,000 for a plan of <see cref="TaskSplitter"/>.</summary>
    public int Groups => Parts(Tasks, SplitLimits.TasksPerGroup);

    /// <summary>The task of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Tasks"/>).</exception>
    public TaskId Task(JobId job, int index)
    {
        if (index < 0 || index >= Tasks)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The job has {Tasks} tasks.");
        var (rest, part) = Math.DivRem(index, SampleParts);
        (rest, var column) = Math.DivRem(rest, Columns);
        var (frame, row) = Math.DivRem(rest, Rows);
        var (x, y, first) = (column * TileWidth, row * TileHeight, part * SamplesPerTask);
        return new TaskId(
            job,
            Frames.First + frame,
            new PixelRegion(x, y, Math.Min(TileWidth, Size.Width - x), Math.Min(TileHeight, Size.Height - y)),
            new SampleRange(first, Math.Min(SamplesPerTask, Samples - first)));
    }

    /// <summary>The number of a task; −1 where this plan has no such task.</summary>
    public int IndexOf(TaskId task)
    {
        var frame = task.Frame - (long)Frames.First;
        if (frame < 0 || frame >= Frames.Count || task.Region.X < 0 || task.Region.Y < 0 || task.Samples.Start < 0
            || task.Region.X >= Size.Width || task.Region.Y >= Size.Height || task.Samples.Start >= Samples)
            return -1;
        var index = ((((int)frame * Rows) + (task.Region.Y / TileHeight)) * Columns) + (task.Region.X / TileWidth);
        index = (index * SampleParts) + (task.Samples.Start / SamplesPerTask);
        return Task(task.Job, index) == task ? index : -1;
    }

    /// <summary>The group that owns a task.</summary>
    public static int GroupOf(int index) => index / SplitLimits.TasksPerGroup;

    /// <summary>All tasks, in order.</summary>
    public IEnumerable<TaskId> All(JobId job) => Enumerable.Range(0, Tasks).Select(index => Task(job, index));

    /// <summary>The tasks of a group, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is not in [0, <see cref="Groups"/>).</exception>
    public IEnumerable<TaskId> Group(JobId job, int group)
    {
        if (group < 0 || group >= Groups)
            throw new ArgumentOutOfRangeException(nameof(group), group, $"The job has {Groups} groups.");
        var first = group * SplitLimits.TasksPerGroup;
        return Enumerable.Range(first, Math.Min(SplitLimits.TasksPerGroup, Tasks - first)).Select(index => Task(job, index));
    }

    /// <summary>A task's share of the job's work, by pixels and samples, rounded up.</summary>
    public WorkUnits WorkOf(TaskId task, WorkUnits job) => job.Share(
        (UInt128)task.Region.Pixels * (uint)task.Samples.Count,
        (UInt128)Size.Pixels * (uint)Samples * (ulong)Frames.Count);

    private static int Parts(int whole, int part) => (int)(((long)whole + part - 1) / part);
}
