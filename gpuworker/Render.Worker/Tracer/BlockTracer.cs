using Render.Network.Jobs;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Worker.Work;
using TraceSettings = Render.Tracing.Rendering.RenderSettings;

namespace Render.Worker.Tracer;

/// <summary>Traces chosen blocks of a region with several threads of its own, so that heartbeats keep the pool's.</summary>
public static class BlockTracer
{
    /// <summary>Traces; the bytes do not depend on the number of threads.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The tracer's settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">Which blocks.</param>
    /// <param name="threads">Threads, ≥ 1.</param>
    /// <param name="progress">Told the done share; null: nobody.</param>
    /// <param name="cancellationToken">Stops before the next block.</param>
    public static async Task<IReadOnlyList<RenderedBlock>> Trace(
        CompiledScene scene, TraceSettings settings, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, int threads,
        IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var results = new RenderedBlock[blocks.Count];
        var next = -1;
        var done = 0;
        var workers = new Task[Math.Clamp(threads, 1, blocks.Count)];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = OnThread(Work);
        await Task.WhenAll(workers);
        return results;

        void Work()
        {
            var renderer = new BlockRenderer(scene, settings);
            while (Interlocked.Increment(ref next) is var at && at < blocks.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var pixels = region.Block(blocks[at]);
                var sums = new long[3 * pixels.Pixels];
                var rays = renderer.Render(
                    new TileRegion(pixels.X, pixels.Y, pixels.Width, pixels.Height), new TileSamples(samples.Start, samples.Count), sums, out var invalid);
                results[at] = new RenderedBlock(blocks[at], sums, rays, invalid);
                progress?.Report(Interlocked.Increment(ref done) / (double)blocks.Count);
            }
        }
    }

    private static Task OnThread(Action work)
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                work();
                finished.SetResult();
            }
            catch (OperationCanceledException e)
            {
                finished.SetCanceled(e.CancellationToken);
            }
            catch (Exception e)
            {
                finished.SetException(e);
            }
        })
        { IsBackground = true, Name = "tracer" }.Start();
        return finished.Task;
    }
}
