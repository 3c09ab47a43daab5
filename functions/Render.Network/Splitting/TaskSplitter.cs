using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>Cuts a job by frame, then region, then samples, so that tasks run about as long as <see cref="TargetRunTime"/>, the last ones shorter.</summary>
public static class TaskSplitter
{
    /// <summary>The plan for a job; the same for the same request everywhere.</summary>
    /// <remarks>
    /// Every pixel's every sample is in exactly one task. A plan that would exceed a million tasks is coarser than the target. A statistical job's tiles
    /// have <see cref="SplitLimits.StatisticalRanges"/> equal ranges each, whatever their work; in a job that is cut in halves, no task is of both.
    /// </remarks>
    /// <exception cref="ArgumentException">The job is empty, or even the coarsest cut has more than a million tasks; validation refuses such specs.</exception>
    public static SplitPlan Plan(SplitRequest request)
    {
        var (frames, size, samples) = (request.Frames, request.Size, request.Samples);
        if (frames.Count <= 0 || size.Width <= 0 || size.Height <= 0 || samples <= 0)
            throw new ArgumentException("A job without frames, pixels or samples has no tasks.", nameof(request));
        var least = request.LeastRanges;
        if (samples % least != 0)
            throw new ArgumentException($"{samples} samples have no {least} equal ranges.", nameof(request));
        if (SplitLimits.FewestTasks(frames.Count, size.Width, size.Height) * (uint)least > SplitLimits.MostTasks)
            throw new ArgumentException($"{frames.Count} frames of {size} are more than {SplitLimits.MostTasks} tasks.", nameof(request));

        var plan = Cut(request, TargetRunTime.Work(request).Micros);
        return plan with { Tail = Tail(request, plan) };
    }

    private static SplitPlan Cut(SplitRequest request, long target)
    {
        var (frames, size, samples) = (request.Frames, request.Size, request.Samples);
        var least = request.LeastRanges;
        var mostPerFrame = (int)(SplitLimits.MostTasks / frames.Count / least);
        var frameWork = request.Work.Share(1, (ulong)(frames.Count * least));
        var wanted = (int)Math.Clamp((frameWork.Micros + target - 1) / target, 1, mostPerFrame);

        var (width, height) = Tile(size, wanted, mostPerFrame);
        if (request.Statistical)
            return new SplitPlan(frames, size, samples, width, height, samples / least) { InHalves = request.InHalves };
        var tiles = Parts(size.Width, width) * Parts(size.Height, height);
        // Tiles are at their smallest and still too much work: cut samples too.
        var ranges = Math.Clamp(wanted / tiles, 1, samples / least);
        return new SplitPlan(frames, size, samples, width, height, Parts(samples / least, ranges)) { InHalves = request.InHalves };
    }

    /// <summary>The last part of the job: as much as all nodes do in the time of one task each.</summary>
    private static SplitTail? Tail(SplitRequest request, SplitPlan plan)
    {
        var target = TargetRunTime.Work(request).Micros;
        var fine = Cut(request, TargetRunTime.Work(request, TargetRunTime.LastMicros(request)).Micros);
        if ((long)fine.TileWidth * fine.TileHeight * fine.SamplesPerTask * 2 > (long)plan.TileWidth * plan.TileHeight * plan.SamplesPerTask)
            return null;
        // Rows of pixels from the job's end on, to where a row of coarser tiles begins.
        var all = request.Frames.Count * request.Size.Height;
        var rows = (long)UInt128.Min((ulong)all, (((UInt128)(ulong)all * (ulong)target * (uint)Math.Max(1, request.Nodes)) / (ulong)Math.Max(1, request.Work.Micros)) + 1);
        var (frame, row) = Math.DivRem(all - rows, request.Size.Height);
        var tail = new SplitTail(
            request.Frames.First + (int)frame, (int)row / plan.TileHeight * plan.TileHeight, fine.TileWidth, fine.TileHeight, fine.SamplesPerTask);
        // Nothing would be left of the coarser part, or too much would become of the finer one.
        var most = plan.Tasks + ((request.Frames.Last - (long)tail.Frame + 1) * fine.CountOf(request.Frames.First));
        return most <= SplitLimits.MostTasks && (tail.Top > 0 || tail.Frame > request.Frames.First) ? tail : null;
    }

    // The smallest square tile that gives no more than the wanted number, then evened out so that the last column is no sliver.
    private static (int Width, int Height) Tile(ImageSize size, int wanted, int most)
    {
        var fewest = Parts(size.Width, SplitLimits.LargestTile) * Parts(size.Height, SplitLimits.LargestTile);
        var tiles = Math.Clamp(wanted, fewest, most);
        var (low, high) = (SplitLimits.SmallestTile / PixelRegion.BlockSize, SplitLimits.LargestTile / PixelRegion.BlockSize);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var side = middle * PixelRegion.BlockSize;
            if ((long)Parts(size.Width, side) * Parts(size.Height, side) <= tiles)
                high = middle;
            else
                low = middle + 1;
        }

        return (Even(size.Width, low * PixelRegion.BlockSize), Even(size.Height, low * PixelRegion.BlockSize));
    }

    private static int Even(int whole, int side)
    {
        var even = Parts(whole, Parts(whole, side));
        return Parts(even, PixelRegion.BlockSize) * PixelRegion.BlockSize;
    }

    private static int Parts(int whole, int part) => (int)(((long)whole + part - 1) / part);
}
