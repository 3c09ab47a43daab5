using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>Asks the reference CPU what blocks of a task should hold, and where the node differs, what chance alone would do to them.</summary>
internal sealed class ReferenceCheck(IReferenceEngine engine, ResultStore results)
{
    /// <summary>Further renderings of a disputed block with other samples.</summary>
    private const int NoiseRuns = 4;

    /// <summary>The reference CPU's word on blocks of a task on the board.</summary>
    public Task<IReadOnlyList<ReferenceBlock>> Blocks(
        BoardTask task, ReceiptRecord receipt, IReadOnlyList<AuditedBlock> committed, IReadOnlyList<int> blocks, ReportedSums? reported, CancellationToken cancellationToken) =>
        Blocks(task.Id, new ReferenceScene(task.Job.Record.Spec.Package, task.Job.Files, task.Job.Settings), receipt, committed, blocks, reported, cancellationToken);

    /// <summary>The reference CPU's word on blocks.</summary>
    /// <param name="id">The task.</param>
    /// <param name="scene">Its scene.</param>
    /// <param name="receipt">The receipt under audit.</param>
    /// <param name="committed">The node's leaves.</param>
    /// <param name="blocks">The blocks to ask for, ascending; may be none.</param>
    /// <param name="reported">What an auditor says and shows of them; null: nobody audited.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ReferenceBlock>> Blocks(
        TaskId id, ReferenceScene scene, ReceiptRecord receipt, IReadOnlyList<AuditedBlock> committed, IReadOnlyList<int> blocks, ReportedSums? reported,
        CancellationToken cancellationToken)
    {
        if (blocks.Count == 0)
            return [];
        var truth = await engine.Render(scene, id.Frame, id.Region, id.Samples, blocks, cancellationToken);
        var leaves = truth.ToDictionary(block => block.Block, block => Leaf.Of(receipt.TaskDigest, block.Block, block.Sums, block.Rays, block.Invalid));
        var claims = committed.ToDictionary(block => block.Block, block => block.Leaf);
        var disputed = blocks.Where(block => leaves[block] != claims[block]).ToHashSet();
        // Where the auditor says what the node says, the node's pixels are the auditor's.
        var doubted = blocks.Where(block => reported?.Sums.ContainsKey(block) == true && reported.Leaves[block] is var leaf && leaf != leaves[block] && leaf != claims[block]).ToHashSet();
        int[] noisy = [.. blocks.Where(block => disputed.Contains(block) || doubted.Contains(block))];
        if (noisy.Length == 0)
            return [.. blocks.Select(block => new ReferenceBlock(block, leaves[block], null))];

        ResultFile? result = null;
        if (disputed.Count > 0)
        {
            var opened = await results.Open(id, receipt.Result, cancellationToken);
            if (opened.IsRefused)
                throw new InvalidDataException($"The result of receipt {receipt.Digest} cannot be read: {opened.Refusal.Detail}");
            result = opened.Value;
        }

        var noise = new List<Dictionary<int, byte[]>>();
        for (var run = 1; run <= NoiseRuns; run++)
        {
            // Beyond all samples of the job, so that no range overlaps the task's or another.
            var samples = new SampleRange(checked(scene.Settings.Samples + ((run - 1) * id.Samples.Count)), id.Samples.Count);
            var rendered = await engine.Render(scene, id.Frame, id.Region, samples, noisy, cancellationToken);
            noise.Add(rendered.ToDictionary(block => block.Block, block => block.Sums));
        }

        var sums = truth.ToDictionary(block => block.Block, block => block.Sums);
        return
        [
            .. blocks.Select(block => new ReferenceBlock(
                block, leaves[block],
                disputed.Contains(block) ? Dispute(block, result!.Block(block).Sums.ToArray()) : null,
                doubted.Contains(block) ? Dispute(block, reported!.Sums[block]) : null)),
        ];

        BlockDispute Dispute(int block, byte[] theirs) => new(theirs, sums[block], [.. noise.Select(run => run[block])]);
    }
}
