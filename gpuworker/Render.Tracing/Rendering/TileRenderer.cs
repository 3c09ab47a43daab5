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
        var counter = default(PilotCounter);
        var sums = new long[3 * TileRegion.BlockSide * TileRegion.BlockSide];
        ulong rays = 0, paths = 0;
        foreach (var block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            var pixels = region.Block(block);
            rays += renderer.Render(pixels, samples, sums, ref counter, out _);
            paths += (ulong)pixels.Width * (ulong)pixels.Height * (ulong)samples.Count;
        }
        return new(paths, rays, counter.NodeVisits, counter.TriangleTests, counter.ShadingEvents);
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
public readonly record struct PilotResult(ulong Paths, ulong Rays, ulong NodeVisits, ulong TriangleTests, ulong ShadingEvents);
