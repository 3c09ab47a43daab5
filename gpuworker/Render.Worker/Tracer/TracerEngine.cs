using System.Globalization;
using Render.Network.Messages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Cache;
using Render.Worker.Work;

namespace Render.Worker.Tracer;

/// <summary>The path tracer as a node's engine, on a device. Where a GPU fails for good, the processor goes on, and receipts say so.</summary>
public sealed class TracerEngine : ITaskEngine
{
    private readonly SceneCache scenes;
    private readonly CpuDevice processor;
    private readonly long memoryBytes;
    private readonly TimeProvider clock;
    private ITracingDevice device;

    /// <summary>An engine.</summary>
    /// <param name="files">Where scenes come from.</param>
    /// <param name="threads">Threads of the processor to trace with, ≥ 1.</param>
    /// <param name="memoryBytes">Most memory for scenes and a task's sums, bytes.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="device">Where it traces; null: on the processor. The caller disposes it.</param>
    public TracerEngine(FileCache files, int threads, long memoryBytes, TimeProvider clock, ITracingDevice? device = null)
    {
        (scenes, processor, this.memoryBytes, this.clock) = (new SceneCache(files, memoryBytes), new CpuDevice(threads), memoryBytes, clock);
        this.device = device ?? processor;
    }

    /// <inheritdoc/>
    public EngineIdentity Identity => TracerIdentity.On(device.Identity);

    /// <inheritdoc/>
    public async Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken)
    {
        RequireRoom(task);
        var started = clock.GetTimestamp();
        var scene = await scenes.Get(task.Task.Package, cancellationToken);
        var frame = Compile(scene, task);
        var traced = clock.GetTimestamp();
        var notices = scene.Scene.Notices.Select(notice => $"{notice.Code}: {notice.Message}").ToList();
        var blocks = await Trace(frame, task, done, notices, cancellationToken);
        return new EngineResult(blocks, clock.GetElapsedTime(started, traced), clock.GetElapsedTime(traced), notices);
    }

    private async Task<IReadOnlyList<RenderedBlock>> Trace(
        FrameMoments frame, EngineTask task, IProgress<RenderedBlock> done, List<string> notices, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var id = task.Task.Id;
                return await BlockTracer.Trace(
                    device, frame, FrameScene.Settings(task.Settings, id.Frame), id.Region, id.Samples, task.Blocks, done, cancellationToken);
            }
            catch (SceneException e)
            {
                // A later moment of an open shutter.
                throw new TaskFailedException(LeaseFailure.CannotLoad, $"{e.Code}: {e.Message}", e);
            }
            catch (DeviceException e) when (e.IsMemory)
            {
                throw new TaskFailedException(LeaseFailure.OutOfMemory, e.Message, e);
            }
            catch (DeviceException e) when (device.Identity.IsExact && device != processor)
            {
                notices.Add($"device-lost: {e.Message} From here on the processor traces.");
                device = processor;
            }
            catch (DeviceException e)
            {
                throw new TaskFailedException(LeaseFailure.EngineError, e.Message, e);
            }
        }
    }

    private static FrameMoments Compile(LoadedScene scene, EngineTask task)
    {
        try
        {
            return scene.Frame(task.Settings, task.Task.Id.Frame);
        }
        catch (SceneException e)
        {
            throw new TaskFailedException(LeaseFailure.CannotLoad, $"{e.Code}: {e.Message}", e);
        }
    }

    private void RequireRoom(EngineTask task)
    {
        // Sums once traced and once in the result file; files once as bytes.
        var needed = task.Files.Aggregate(2 * 24 * task.Task.Id.Region.Pixels, (sum, file) => sum > memoryBytes ? sum : sum + file.Bytes);
        if (needed > memoryBytes)
            throw new TaskFailedException(
                LeaseFailure.OutOfMemory,
                string.Create(CultureInfo.InvariantCulture, $"The task needs {needed} bytes before its scene is even read; this node gives it {memoryBytes}."));
    }
}
