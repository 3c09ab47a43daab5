using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>
/// A cut of a job into tasks, each one frame × one tile × one range of samples. A task is a number: nothing is listed, so a plan
/// of a million tasks costs a few bytes. Tasks are numbered by frame, then tile row by row, then samples; where the last part of the job is cut
/// finer, its tasks have the highest numbers.
/// </summary>
/// <param name="Frames">The frames.</param>
/// <param name="Size">Pixels of a frame.</param>
/// <param name="Samples">Samples of each pixel.</param>
/// <param name="TileWidth">Columns of a tile, a multiple of 8; tiles at the right edge may be narrower.</param>
/// <param name="TileHeight">Rows of a tile, a multiple of 8; tiles at the lower edge may be lower.</param>
/// <param name="SamplesPerTask">Samples of a task; the last range of all samples, or of a half, may be shorter.</param>
public sealed record SplitPlan(FrameRange Frames, ImageSize Size, int Samples, int TileWidth, int TileHeight, int SamplesPerTask)
{
    /// <summary>Whether each half of the samples, which are even, is cut on its own, so that the results of its tasks add up to that half. Default: all samples are cut as one.</summary>
    public bool InHalves { get; init; }

    /// <summary>The last part of the job, cut finer; null: all of it is cut alike.</summary>
    public SplitTail? Tail { get; init; }

    /// <summary>Tiles side by side.</summary>
    public int Columns => Whole.Columns;

    /// <summary>Tiles one above the other.</summary>
    public int Rows => Whole.Rows;

    /// <summary>Sample ranges of a tile.</summary>
    public int SampleParts => Whole.SampleParts;

    /// <summary>Number of the first task of <see cref="Tail"/>; where there is none, of all tasks.</summary>
    public int Head => Tail is { } tail ? Whole.FirstIn(tail.Frame, tail.Top) : Whole.Tasks;

    /// <summary>Tasks of the job, at most <see cref="SplitLimits.MostTasks"/> for a plan of <see cref="TaskSplitter"/>.</summary>
    public int Tasks => Tail is { } tail ? checked(Head + Fine(tail).Tasks) : Whole.Tasks;

    /// <summary>Groups of tasks, at most 1,000 for a plan of <see cref="TaskSplitter"/>.</summary>
    public int Groups => (int)(((long)Tasks + SplitLimits.TasksPerGroup - 1) / SplitLimits.TasksPerGroup);

    private SplitGrid Whole => new(Frames, 0, Size, Samples, TileWidth, TileHeight, SamplesPerTask, InHalves);

    /// <summary>The task of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Tasks"/>).</exception>
    public TaskId Task(JobId job, int index)
    {
        var tasks = Tasks;
        if (index < 0 || index >= tasks)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The job has {tasks} tasks.");
        return Tail is { } tail && Head is var head && index >= head ? Fine(tail).Task(job, index - head) : Whole.Task(job, index);
    }

    /// <summary>The number of a task; −1 where this plan has no such task.</summary>
    public int IndexOf(TaskId task)
    {
        if (Tail is not { } tail || !tail.Has(task.Frame, task.Region.Y))
            return Whole.IndexOf(task);
        var index = Fine(tail).IndexOf(task);
        return index < 0 ? index : Head + index;
    }

    /// <summary>The numbers of a frame's tasks, one after the other except in the frame where <see cref="Tail"/> begins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The job has no such frame.</exception>
    public IEnumerable<int> TasksOf(int frame)
    {
        var (whole, cut) = Parts(frame);
        return Enumerable.Range(whole.First, whole.Count).Concat(Enumerable.Range(cut.First, cut.Count));
    }

    /// <summary>How many tasks a frame has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The job has no such frame.</exception>
    public int CountOf(int frame)
    {
        var (whole, cut) = Parts(frame);
        return whole.Count + cut.Count;
    }

    /// <summary>The number of the first task of a task's tile in a statistical job, whose tiles have as many ranges everywhere; those of its other ranges follow it.</summary>
    public int TileOf(int index) => index - (index % SampleParts);

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

    private SplitGrid Fine(SplitTail tail) =>
        new(new FrameRange(tail.Frame, Frames.Last), tail.Top, Size, Samples, tail.TileWidth, tail.TileHeight, tail.SamplesPerTask, InHalves);

    /// <summary>What a frame has of the coarser tasks and of the finer ones.</summary>
    private ((int First, int Count) Whole, (int First, int Count) Cut) Parts(int frame)
    {
        if (frame < Frames.First || frame > Frames.Last)
            throw new ArgumentOutOfRangeException(nameof(frame), frame, $"The job has frames {Frames.First} to {Frames.Last}.");
        var first = Whole.FirstIn(frame, 0);
        var whole = (first, Math.Min(Head, first + Whole.TasksPerFrame) - first);
        if (Tail is not { } tail || frame < tail.Frame)
            return (whole, (0, 0));
        var fine = Fine(tail);
        var from = frame == tail.Frame ? 0 : fine.FirstIn(frame, 0);
        var cut = (Head + from, (frame == Frames.Last ? fine.Tasks : fine.FirstIn(frame + 1, 0)) - from);
        return (frame == tail.Frame ? whole : (0, 0), cut);
    }
}
