using Render.Tracing.Compilation;
using Render.Tracing.Paths;

namespace Render.Tracing.Rendering;

/// <summary>Traces regions with several threads. The bytes do not depend on how many, nor on how a frame is cut into regions and sample ranges.</summary>
public static class TileRenderer
{
    /// <summary>Traces a region.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The pixels.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="workers">Threads, ≥ 1.</param>
    /// <param name="progress">Called after each block with the number of blocks done so far, from any thread; null: not wanted.</param>
    /// <param name="cancellation">Stops before the next block of each thread.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RegionResult Render(
        CompiledScene scene,
        RenderSettings settings,
        TileRegion region,
        TileSamples samples,
        int workers = 1,
        Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        region.Check(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        using var processor = new CpuDevice(workers);
        var count = 0;
        Action<int, BlockResult>? done = progress is null ? null : (_, _) => progress(Interlocked.Increment(ref count));
        return RegionResult.Of(region, samples, processor.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], done, cancellation));
    }

    /// <summary>Traces one block of a region: what an auditor does.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="block">The block, 0 … region.BlockCount − 1.</param>
    /// <param name="samples">The samples of each pixel.</param>
    public static BlockResult RenderBlock(CompiledScene scene, RenderSettings settings, TileRegion region, int block, TileSamples samples)
    {
        using var processor = new CpuDevice(1);
        return processor.Trace(scene, settings, region, samples, [block], null, default)[0];
    }

    /// <summary>Traces some blocks of a region and counts the work, for pricing.</summary>
    /// <remarks>
    /// With a noise target the counts are those of the blocks' share of the whole frame's samples (<see cref="RenderSettings.NoiseSamples"/>): a block that is done within the
    /// samples given counts what it took, another what it is going to take by <see cref="BlockStages.Forecast"/>, both times samples/whole, rounded up. Give at least
    /// <see cref="BlockStages.Least"/> samples, or nothing is known and every sample is reckoned with.
    /// </remarks>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="blocks">The blocks to trace.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="cancellation">Stops before the next block.</param>
    /// <returns>Rays and counts over all of them; the same on every machine.</returns>
    public static PilotResult RenderPilot(
        CompiledScene scene, RenderSettings settings, TileRegion region, IEnumerable<int> blocks, TileSamples samples, CancellationToken cancellation = default)
    {
        settings.Check();
        region.Check(settings);
        samples.Check();
        var renderer = new BlockRenderer(scene, settings);
        var result = default(PilotResult);
        foreach (var block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            result += PilotBlock(renderer, settings, region.Block(block), samples);
        }
        return result;
    }

    private static PilotResult PilotBlock(BlockRenderer renderer, RenderSettings settings, TileRegion pixels, TileSamples samples)
    {
        var whole = settings.IsAdaptive ? samples with { Count = Math.Max(settings.NoiseSamples, samples.Count) } : samples;
        var stages = new BlockStages(pixels, whole, settings);
        var end = samples.Start + samples.Count;
        var counter = default(PilotCounter);
        var sums = new long[3 * pixels.Width * pixels.Height];
        ulong rays = 0;
        while (!stages.IsDone && stages.Next is var next && next.Start + next.Count <= end)
        {
            var traced = renderer.Render(pixels, next, sums, ref counter, out var invalid);
            stages.Add(sums, traced, invalid);
            rays += traced;
        }
        var seen = stages.Traced;
        if (seen == 0)
        {
            rays = renderer.Render(pixels, samples, sums, ref counter, out _);
            seen = samples.Count;
        }
        var counts = new PilotResult((ulong)pixels.Width * (ulong)pixels.Height * (ulong)seen, rays, counter.NodeVisits, counter.TriangleTests, counter.ShadingEvents);
        var forecast = stages.Traced == 0 ? whole.Count : stages.Forecast;
        return counts.Times((ulong)forecast * (ulong)samples.Count, (ulong)seen * (ulong)whole.Count);
    }
}

/// <summary>One block's sums.</summary>
/// <param name="Pixels">Its pixels.</param>
/// <param name="Sums">Three sums a pixel, row by row.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="Invalid">Samples that added 0.</param>
public sealed record BlockResult(TileRegion Pixels, long[] Sums, ulong Rays, ulong Invalid);

/// <summary>Counted work of a pilot.</summary>
/// <param name="Paths">Camera paths.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="NodeVisits">BVH nodes visited.</param>
/// <param name="TriangleTests">Triangle tests.</param>
/// <param name="ShadingEvents">Surfaces shaded.</param>
public readonly record struct PilotResult(ulong Paths, ulong Rays, ulong NodeVisits, ulong TriangleTests, ulong ShadingEvents)
{
    /// <summary>Counts added up.</summary>
    public static PilotResult operator +(PilotResult a, PilotResult b) => checked(new(
        a.Paths + b.Paths, a.Rays + b.Rays, a.NodeVisits + b.NodeVisits, a.TriangleTests + b.TriangleTests, a.ShadingEvents + b.ShadingEvents));

    /// <summary>The counts times a fraction, rounded up.</summary>
    internal PilotResult Times(ulong numerator, ulong denominator)
    {
        return new(Part(Paths), Part(Rays), Part(NodeVisits), Part(TriangleTests), Part(ShadingEvents));
        ulong Part(ulong count) => checked((ulong)(((UInt128)count * numerator + denominator - 1) / denominator));
    }
}
