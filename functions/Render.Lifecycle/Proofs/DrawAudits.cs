using System.Diagnostics;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>Challenges recorded receipts: one reveal for all that wait, then blocks and an auditor for each.</summary>
internal sealed class DrawAudits(
    TaskBoard board, TaskStore tasks, BeaconKeeper beacon, CandidateLists lists, PolicyBook policies, NodeBell bell, INetworkEvents events,
    TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Receipts challenged at once.</summary>
    public const int Batch = 1_000;

    /// <summary>Challenges the receipts that wait.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Step(CancellationToken cancellationToken)
    {
        var batch = board.TakeSubmitted(Batch);
        if (batch.Count == 0)
            return 0;
        try
        {
            var reveals = new Dictionary<BoardTask, Reveal>(batch.Count);
            // The last receipt first: where it calls for a new reveal, that one serves all others that have none.
            foreach (var (task, receipt) in batch.OrderByDescending(waiting => waiting.Receipt.Sequence))
                reveals[task] = await beacon.After(receipt.Sequence, cancellationToken);
            var candidates = new Dictionary<BoardJob, CandidateList>();
            foreach (var job in batch.Select(waiting => waiting.Task.Job).Distinct())
                candidates[job] = await lists.For(job, cancellationToken);
            var waiting = batch.ToDictionary(pair => pair.Task, pair => pair.Receipt.Digest);
            var drawn = await tasks.ChangeAll(
                waiting.Keys,
                (task, record) => record.State == TaskState.Submitted && record.Receipt!.Digest == waiting[task]
                    ? Draw(task, record, reveals[task], candidates[task.Job], 0)
                    : null,
                cancellationToken);
            await Tell(drawn, cancellationToken);
        }
        finally
        {
            // What failed half-way is drawn again: a draw is a function of reveal and receipt, so the blocks are the same.
            board.GiveBackSubmitted(batch.Select(waiting => waiting.Task));
        }

        return batch.Count;
    }

    /// <summary>Draws the next auditor, after the one before did not answer.</summary>
    public async Task Redraw(BoardTask task, LeaseId expired, CancellationToken cancellationToken)
    {
        var before = board.Read(() => task.Record);
        if (before.Audit is not { } audit || audit.Lease != expired)
            return;
        var reveal = await beacon.After(before.Receipt!.Sequence, cancellationToken);
        var list = await lists.Find(audit.Candidates, cancellationToken);
        var changed = await tasks.Change(
            task,
            record => record.State == TaskState.Auditing && record.Audit!.Lease == expired && record.Audit.Report is null
                ? Draw(task, record, reveal, list, record.Audit.Attempt + 1)
                : null,
            cancellationToken);
        if (changed is not null)
            await Tell([task], cancellationToken);
    }

    private TaskChange Draw(BoardTask task, TaskRecord record, Reveal reveal, CandidateList list, int attempt)
    {
        var policy = policies.Of(task.Job.Record);
        var receipt = record.Receipt!;
        var seed = Challenge.Seed(reveal.Element, task.Job.Record.Salt, receipt.Digest);
        var auditor = Pick(seed, receipt.Node, list, attempt, policy);
        var fencing = record.Fencing + 1;
        // Before the draw can be seen: an auditor that polls takes it the moment it is there.
        using var span = JobTrace.Begin("draw-audit", task.Job.Record, receipt.Trace, ActivityKind.Producer).Of(task.Id).By(auditor);
        task.Trace = span?.Id;
        return TaskMoves.Draw(
            record,
            new AuditRecord
            {
                Attempt = attempt,
                Auditor = auditor,
                Lease = LeaseIds.Of(options.NetworkId, record.Id, fencing, auditor),
                Fencing = fencing,
                Blocks = Challenge.DrawBlocks(seed, record.Id.Region.Blocks, policy.Tiers.For(task.Job.Record.Tier).AuditRatePpm),
                Reveal = reveal.Sequence,
                Candidates = list.Digest,
                Repeated = Challenge.IsRepeated(seed, policy.AuditRepeatPpm),
                Drawn = clock.GetUtcNow(),
            },
            clock.GetUtcNow());
    }

    private NodeId? Pick(Digest seed, NodeId rendered, CandidateList list, int attempt, Policy policy) =>
        attempt < policy.Leases.AuditAttempts && board.Node(rendered) is { } node
            ? AuditorDraw.Pick(seed, list.Nodes, node.Record.Operator, attempt)?.Node
            : null;

    private async Task Tell(IReadOnlyList<BoardTask> drawn, CancellationToken cancellationToken)
    {
        var audits = drawn.Select(task => (Task: task, Record: board.Read(() => task.Record))).Where(drawn => drawn.Record.Audit is not null).ToList();
        foreach (var (_, record) in audits)
            events.Publish(new AuditDrawn(record.Id, record.Audit!.Auditor, record.Audit.Blocks.Count, record.Audit.Attempt));

        await bell.Wake(audits.Select(drawn => drawn.Record.Audit!.Auditor).OfType<NodeId>().Distinct(), cancellationToken);
    }
}
