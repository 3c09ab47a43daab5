using Render.Network.Jobs;
using Render.Tracing.Rendering;
using Render.Worker.Work;
using TraceSettings = Render.Tracing.Rendering.RenderSettings;

namespace Render.Worker.Tracer;

/// <summary>Traces chosen blocks of a region on a device, from a thread of its own, so that heartbeats keep the pool's.</summary>
public static class BlockTracer
{
    /// <summary>Traces.</summary>
    /// <param name="device">Where.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="settings">The tracer's settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">Which blocks.</param>
    /// <param name="done">Told each block once it is traced, from any thread; null: nobody.</param>
    /// <param name="cancellationToken">Stops soon; blocks that are done by then were told.</param>
    /// <exception cref="DeviceException">The frame does not fit, or the device failed.</exception>
    public static async Task<IReadOnlyList<RenderedBlock>> Trace(
        ITracingDevice device, FrameMoments frame, TraceSettings settings, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks,
        IProgress<RenderedBlock>? done, CancellationToken cancellationToken)
    {
        var traced = await OnThread(() => MomentTracer.Trace(
            device, frame, settings, new TileRegion(region.X, region.Y, region.Width, region.Height), new TileSamples(samples.Start, samples.Count), blocks,
            done is null ? null : (at, block) => done.Report(Of(blocks[at], block)), cancellationToken));
        return [.. traced.Select((block, at) => Of(blocks[at], block))];
    }

    private static RenderedBlock Of(int number, BlockResult block) => new(number, block.Sums, block.Rays, block.Invalid);

    private static Task<T> OnThread<T>(Func<T> work)
    {
        var finished = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                finished.SetResult(work());
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
