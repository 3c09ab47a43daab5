using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>Frames cut alike, from a row of pixels of the first one on: all arithmetic between numbers and tasks.</summary>
/// <param name="Frames">The frames.</param>
/// <param name="Top">First row of pixels in the first of them.</param>
/// <param name="Size">Pixels of a frame.</param>
/// <param name="Samples">Samples of each pixel.</param>
/// <param name="TileWidth">Columns of a tile.</param>
/// <param name="TileHeight">Rows of a tile.</param>
/// <param name="SamplesPerTask">Samples of a task.</param>
/// <param name="InHalves">Whether each half of the samples is cut on its own, so that no task is of both.</param>
internal readonly record struct SplitGrid(FrameRange Frames, int Top, ImageSize Size, int Samples, int TileWidth, int TileHeight, int SamplesPerTask, bool InHalves)
{
    /// <summary>Tiles side by side.</summary>
    public int Columns => Parts(Size.Width, TileWidth);

    /// <summary>Tiles one above the other in a whole frame.</summary>
    public int Rows => Parts(Size.Height, TileHeight);

    /// <summary>Sample ranges of a tile.</summary>
    public int SampleParts => checked(Samples / Run * PartsOfRun);

    /// <summary>Tasks of a whole frame.</summary>
    public int TasksPerFrame => checked(Columns * Rows * SampleParts);

    /// <summary>All tasks.</summary>
    public int Tasks => checked(FirstFrame + (((int)Frames.Count - 1) * TasksPerFrame));

    /// <summary>Tasks of the first frame.</summary>
    private int FirstFrame => checked(Columns * Parts(Size.Height - Top, TileHeight) * SampleParts);

    /// <summary>Samples that are cut as one: all, or a half of them.</summary>
    private int Run => InHalves ? Samples / 2 : Samples;

    private int PartsOfRun => Parts(Run, SamplesPerTask);

    /// <summary>Number of the first task of the tiles that begin at a row of pixels: 0, or one where a row of tiles begins.</summary>
    public int FirstIn(int frame, int row)
    {
        var before = frame == Frames.First ? 0 : FirstFrame + ((frame - Frames.First - 1) * TasksPerFrame);
        return before + ((frame == Frames.First ? Math.Max(0, row - Top) : row) / TileHeight * Columns * SampleParts);
    }

    /// <summary>The task of a number in [0, <see cref="Tasks"/>).</summary>
    public TaskId Task(JobId job, int index)
    {
        var (frame, top) = (Frames.First, Top);
        if (index >= FirstFrame && Top > 0)
        {
            (index, frame, top) = (index - FirstFrame, frame + 1, 0);
        }

        var (rest, part) = Math.DivRem(index, SampleParts);
        (rest, var column) = Math.DivRem(rest, Columns);
        (var later, var row) = top > 0 ? (0, rest) : Math.DivRem(rest, Rows);
        (var run, part) = Math.DivRem(part, PartsOfRun);
        var (x, y, first) = (column * TileWidth, top + (row * TileHeight), part * SamplesPerTask);
        return new TaskId(
            job,
            frame + later,
            new PixelRegion(x, y, Math.Min(TileWidth, Size.Width - x), Math.Min(TileHeight, Size.Height - y)),
            new SampleRange((run * Run) + first, Math.Min(SamplesPerTask, Run - first)));
    }

    /// <summary>The number of a task; −1 where there is none like it.</summary>
    public int IndexOf(TaskId task)
    {
        var frame = task.Frame - (long)Frames.First;
        var top = frame == 0 ? Top : 0;
        if (frame < 0 || frame >= Frames.Count || task.Region.X < 0 || task.Region.Y < top || task.Samples.Start < 0
            || task.Region.X >= Size.Width || task.Region.Y >= Size.Height || task.Samples.Start >= Samples)
            return -1;
        var tile = ((task.Region.Y - top) / TileHeight * Columns) + (task.Region.X / TileWidth);
        var (run, sample) = Math.DivRem(task.Samples.Start, Run);
        var index = (frame == 0 ? 0 : FirstFrame + (((int)frame - 1) * TasksPerFrame)) + (tile * SampleParts) + (run * PartsOfRun) + (sample / SamplesPerTask);
        return Task(task.Job, index) == task ? index : -1;
    }

    private static int Parts(int whole, int part) => (int)(((long)whole + part - 1) / part);
}
