using System.Collections.Concurrent;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Worker.Work;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;

namespace Render.Worker.Tests.Support;

/// <summary>An engine without a tracer: every block's sums are a formula of its number.</summary>
internal sealed class ScriptedEngine : ITaskEngine
{
    private int renders;

    public EngineIdentity Identity { get; init; } = new("render-tracing", EngineBuild.Number, Digest.Of("engine"u8), 1);

    /// <summary>Runs before each render.</summary>
    public Func<EngineTask, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs before each block.</summary>
    public Func<EngineTask, int, CancellationToken, Task> BeforeBlock { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Every block that it ever rendered, in order.</summary>
    public ConcurrentQueue<(TaskId Task, int Block)> Rendered { get; } = new();

    public int Renders => Volatile.Read(ref renders);

    public async Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref renders);
        await Before(task, cancellationToken);
        var blocks = new List<RenderedBlock>();
        foreach (var block in task.Blocks)
        {
            await BeforeBlock(task, block, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            blocks.Add(Block(task, block));
            Rendered.Enqueue((task.Task.Id, block));
            done.Report(blocks[^1]);
        }

        return new EngineResult(blocks, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), ["a notice"]);
    }

    public static RenderedBlock Block(EngineTask task, int block)
    {
        var sums = new long[3 * task.Task.Id.Region.Block(block).Pixels];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = (1000 + block * 10 + i) * (long)task.Task.Id.Samples.Count;
        return new RenderedBlock(block, sums, (ulong)(100 + block), 0);
    }
}
