using Render.Network.Proof;
using Render.Worker.Work;

namespace Render.Worker.Tests.Support;

/// <summary>An engine without a tracer: every block's sums are a formula of its number.</summary>
internal sealed class ScriptedEngine : ITaskEngine
{
    private int renders;

    public EngineIdentity Identity { get; init; } = new("render-tracing", 1, Digest.Of("engine"u8), 1);

    /// <summary>Runs before each render.</summary>
    public Func<EngineTask, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public int Renders => Volatile.Read(ref renders);

    public async Task<EngineResult> Render(EngineTask task, IProgress<double> progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref renders);
        await Before(task, cancellationToken);
        progress.Report(1);
        var blocks = task.Blocks.Select(block => Block(task, block)).ToList();
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
