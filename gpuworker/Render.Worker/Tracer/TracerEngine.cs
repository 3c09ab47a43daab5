using System.Globalization;
using Render.Network.Messages;
using Render.Tracing.Compilation;
using Render.Tracing.Scenes;
using Render.Worker.Cache;
using Render.Worker.Work;

namespace Render.Worker.Tracer;

/// <summary>The CPU path tracer as a node's engine.</summary>
/// <param name="files">Where scenes come from.</param>
/// <param name="threads">Threads to trace with, ≥ 1.</param>
/// <param name="memoryBytes">Most memory for scenes and a task's sums, bytes.</param>
/// <param name="clock">Measures.</param>
public sealed class TracerEngine(FileCache files, int threads, long memoryBytes, TimeProvider clock) : ITaskEngine
{
    private readonly SceneCache scenes = new(files, memoryBytes);

    /// <inheritdoc/>
    public EngineIdentity Identity => TracerIdentity.Current;

    /// <inheritdoc/>
    public async Task<EngineResult> Render(EngineTask task, IProgress<double> progress, CancellationToken cancellationToken)
    {
        RequireRoom(task);
        var started = clock.GetTimestamp();
        var scene = await scenes.Get(task.Task.Package, cancellationToken);
        var frame = Compile(scene, task);
        var traced = clock.GetTimestamp();
        var id = task.Task.Id;
        var blocks = await BlockTracer.Trace(
            frame, FrameScene.Settings(task.Settings, id.Frame), id.Region, id.Samples, task.Blocks, threads, progress, cancellationToken);
        return new EngineResult(
            blocks, clock.GetElapsedTime(started, traced), clock.GetElapsedTime(traced),
            [.. scene.Scene.Notices.Select(notice => $"{notice.Code}: {notice.Message}")]);
    }

    private static CompiledScene Compile(LoadedScene scene, EngineTask task)
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
