using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Render.Worker.Work;

namespace Render.Worker.Adversaries;

/// <summary>
/// A test adversary, never part of an honest node: renders some blocks truly and makes up the rest, which saves it their work. A made-up
/// block takes its mean and its rays from the task's true blocks and adds plausible noise; nothing about its form gives it away.
/// Which blocks are made up is a pure function of task and block, so that every run is the same.
/// </summary>
/// <param name="inner">Renders what is not made up.</param>
/// <param name="fraction">Share of blocks to make up, [0, 1].</param>
public sealed class ForgingEngine(ITaskEngine inner, double fraction) : ITaskEngine
{
    /// <inheritdoc/>
    public EngineIdentity Identity => inner.Identity;

    /// <summary>Whether it makes up this block of this task.</summary>
    /// <param name="task">The task's text.</param>
    /// <param name="block">The block's number.</param>
    /// <param name="fraction">Share of blocks to make up.</param>
    public static bool Forges(string task, int block, double fraction) => Draw(task, block, "choice", 0) < fraction;

    /// <inheritdoc/>
    public async Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken)
    {
        // An auditor who lies is found at once by the reference; this adversary only cheats where it is paid for whole tasks.
        if (!task.IsRest && task.Blocks.Count != task.Task.Id.Region.Blocks)
            return await inner.Render(task, done, cancellationToken);
        var name = task.Task.Id.ToString();
        var honest = task.Blocks.Where(block => !Forges(name, block, fraction)).ToList();
        if (honest.Count == task.Blocks.Count)
            return await inner.Render(task, done, cancellationToken);
        // At least one true block is needed to imitate.
        if (honest.Count == 0)
            honest.Add(task.Blocks[0]);
        var truth = await inner.Render(task with { Blocks = honest }, done, cancellationToken);
        var known = truth.Blocks.ToDictionary(block => block.Block);
        return truth with { Blocks = [.. task.Blocks.Select(block => known.TryGetValue(block, out var real) ? real : MakeUp(task, name, block, truth.Blocks))] };
    }

    private static RenderedBlock MakeUp(EngineTask task, string name, int block, IReadOnlyList<RenderedBlock> truth)
    {
        var model = truth.MinBy(real => Math.Abs(real.Block - block))!;
        var pixels = (int)task.Task.Id.Region.Block(block).Pixels;
        var modelPixels = model.Sums.Length / 3;
        var sums = new long[3 * pixels];
        for (var i = 0; i < pixels; i++)
        {
            var brightness = 0.7 + 0.6 * Draw(name, block, "noise", i);
            for (var channel = 0; channel < 3; channel++)
                sums[3 * i + channel] = (long)(Mean(model.Sums, channel) * brightness);
        }

        return new RenderedBlock(block, sums, model.Rays * (ulong)pixels / (ulong)modelPixels, 0);
    }

    private static double Mean(long[] sums, int channel)
    {
        var total = 0.0;
        for (var i = channel; i < sums.Length; i += 3)
            total += sums[i];
        return total / (sums.Length / 3);
    }

    private static double Draw(string task, int block, string purpose, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"forge/{purpose}/{task}/{block}/{index}")));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
