using Render.Tracing.Rendering;

namespace Render.Worker.Tracer;

/// <summary>Traces blocks of a frame with all its moments on a device: each moment with the samples that see it. Sums are integers and add up.</summary>
public static class MomentTracer
{
    /// <summary>Blocks that are done together on a processor: 128 × 128 pixels, so that some are done before all are.</summary>
    private const int GroupSize = 256;

    /// <summary>Traces.</summary>
    /// <param name="device">Where.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">Which blocks, each once.</param>
    /// <param name="done">Called with the place and the result of each block once it is traced, from any thread; null: not wanted.</param>
    /// <param name="cancellation">Stops soon. Blocks that are done by then were told.</param>
    /// <exception cref="DeviceException">A moment does not fit, or the device failed.</exception>
    public static IReadOnlyList<BlockResult> Trace(
        ITracingDevice device, FrameMoments frame, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks,
        Action<int, BlockResult>? done, CancellationToken cancellation)
    {
        if (frame.IsStill)
            return device.Trace(frame.Middle, settings, region, samples, blocks, done, cancellation);
        var results = new BlockResult[blocks.Count];
        // A GPU holds one moment: it goes through them once.
        var group = device.Identity.MemoryBytes == 0 && frame.KeepsAll ? GroupSize : blocks.Count;
        for (var first = 0; first < blocks.Count; first += group)
        {
            var open = Enumerable.Range(first, Math.Min(group, blocks.Count - first)).Select(at => (At: at, Stages: new BlockStages(region.Block(blocks[at]), samples, settings))).ToList();
            while (open.Count > 0)
            {
                AddStage(device, frame, settings, region, blocks, open, cancellation);
                foreach (var (at, stages) in open.Where(block => block.Stages.IsDone))
                {
                    results[at] = stages.Result;
                    done?.Invoke(at, results[at]);
                }
                open.RemoveAll(block => block.Stages.IsDone);
            }
        }
        return results;
    }

    /// <summary>Traces the samples that come next, which are the same for all open blocks, moment by moment.</summary>
    private static void AddStage(
        ITracingDevice device, FrameMoments frame, RenderSettings settings, TileRegion region, IReadOnlyList<int> blocks, List<(int At, BlockStages Stages)> open,
        CancellationToken cancellation)
    {
        var next = open[0].Stages.Next;
        int[] numbers = [.. open.Select(block => blocks[block.At])];
        var sums = Array.ConvertAll(numbers, number => new long[3 * region.Block(number).Width * region.Block(number).Height]);
        var rays = new ulong[numbers.Length];
        var invalid = new ulong[numbers.Length];
        // When a block ends is decided here, over all moments.
        var whole = settings with { NoiseTarget = 0f };
        var byMoment = Enumerable.Range(next.Start, next.Count).GroupBy(sample => ShutterMoments.Of(sample, frame.Count)).OrderBy(group => group.Key);
        foreach (var moment in byMoment)
            foreach (var sample in moment)
            {
                var traced = device.Trace(frame.At(moment.Key), whole, region, new TileSamples(sample, 1), numbers, null, cancellation);
                for (var i = 0; i < traced.Count; i++)
                {
                    for (var k = 0; k < sums[i].Length; k++)
                        sums[i][k] += traced[i].Sums[k];
                    rays[i] += traced[i].Rays;
                    invalid[i] += traced[i].Invalid;
                }
            }
        for (var i = 0; i < open.Count; i++)
            open[i].Stages.Add(sums[i], rays[i], invalid[i]);
    }
}
