using System.Diagnostics;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

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
                    ? Draw(task, record, reveals[task], candidates[task.Job], 0, Terms(task, record.Receipt!, reveals[task], null, null))
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

    /// <summary>Challenges a replica once it was compared with the others; what comes of it is for its equals too.</summary>
    /// <param name="task">Its row.</param>
    /// <param name="receipt">Its receipt that was compared.</param>
    /// <param name="compared">The comparison.</param>
    /// <param name="followers">Receipts with the same root.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task Judge(BoardTask task, ReceiptRecord receipt, ReplicasCompared compared, IReadOnlyList<Digest> followers, CancellationToken cancellationToken)
    {
        // Revoked since it was compared, and perhaps rendered again: whoever does that is compared anew.
        if (board.Read(() => task.Record).Receipt?.Digest != receipt.Digest)
            return;
        var reveal = await beacon.After(receipt.Sequence, cancellationToken);
        var list = await lists.For(task.Job, cancellationToken);
        var changed = await tasks.Change(
            task,
            record => record.State == TaskState.Submitted && record.Receipt!.Digest == receipt.Digest
                ? Draw(task, record, reveal, list, 0, Terms(task, receipt, reveal, compared, followers))
                : null,
            cancellationToken);
        if (changed is not null)
            await Tell([task], cancellationToken);
    }

    /// <summary>Draws the next auditor, after the one before did not answer: from those who would answer now, which it is not among.</summary>
    /// <returns>False where its report is here, or arrives just now: nobody else is drawn.</returns>
    public async Task<bool> Redraw(BoardTask task, LeaseId expired, CancellationToken cancellationToken)
    {
        if (!board.TryRedraw(task))
            return false;
        try
        {
            return await RedrawAlone(task, expired, cancellationToken);
        }
        finally
        {
            board.Redrawn(task);
        }
    }

    private async Task<bool> RedrawAlone(BoardTask task, LeaseId expired, CancellationToken cancellationToken)
    {
        var before = board.Read(() => task.Record);
        if (before.Audit is not { } audit || audit.Lease != expired)
            return false;
        var reveal = await beacon.After(before.Receipt!.Sequence, cancellationToken);
        var list = await lists.For(task.Job, cancellationToken);
        var changed = await tasks.Change(
            task,
            record => record.State == TaskState.Auditing && record.Audit!.Lease == expired && record.Audit.Report is null
                ? Draw(task, record, reveal, list, record.Audit.Attempt + 1, AuditTerms.Of(record.Audit))
                : null,
            cancellationToken);
        if (changed is null)
            return false;
        await Tell([task], cancellationToken);
        return true;
    }

    /// <summary>What is audited of a receipt, whoever does.</summary>
    private AuditTerms Terms(BoardTask task, ReceiptRecord receipt, Reveal reveal, ReplicasCompared? compared, IReadOnlyList<Digest>? followers)
    {
        var policy = policies.Of(task.Job.Record);
        var seed = Challenge.Seed(reveal.Element, task.Job.Record.Salt, receipt.Digest);
        var byReference = compared?.Decision is ReplicaDecision.Disputed or ReplicaDecision.Reference;
        return new AuditTerms(
            Challenge.DrawBlocks(seed, task.Id.Region.Blocks, policy.Tiers.For(task.Job.Record.Tier).AuditRatePpm, compared?.Disputed ?? []),
            byReference || Challenge.IsRepeated(seed, policy.AuditRepeatPpm), byReference, followers);
    }

    private TaskChange Draw(BoardTask task, TaskRecord record, Reveal reveal, CandidateList list, int attempt, AuditTerms terms)
    {
        var receipt = record.Receipt!;
        var auditor = terms.ByReference ? null : Pick(Challenge.Seed(reveal.Element, task.Job.Record.Salt, receipt.Digest), task, list, attempt);
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
                Blocks = terms.Blocks,
                Reveal = reveal.Sequence,
                Candidates = list.Digest,
                Repeated = terms.Repeated,
                Followers = terms.Followers,
                Drawn = clock.GetUtcNow(),
            },
            clock.GetUtcNow());
    }

    private NodeId? Pick(Digest seed, BoardTask task, CandidateList list, int attempt) =>
        attempt < policies.Of(task.Job.Record).Leases.AuditAttempts
            ? AuditorDraw.Pick(seed, list.Nodes, board.Rendered(task), attempt)?.Node
            : null;

    private async Task Tell(IReadOnlyList<BoardTask> drawn, CancellationToken cancellationToken)
    {
        var audits = drawn.Select(task => (Task: task, Record: board.Read(() => task.Record))).Where(drawn => drawn.Record.Audit is not null).ToList();
        foreach (var (_, record) in audits)
            events.Publish(new AuditDrawn(record.Id, record.Audit!.Auditor, record.Audit.Blocks.Count, record.Audit.Attempt));

        await bell.Wake(audits.Select(drawn => drawn.Record.Audit!.Auditor).OfType<NodeId>().Distinct(), cancellationToken);
    }
}

/// <summary>What is audited of a receipt.</summary>
/// <param name="Blocks">Blocks, ascending.</param>
/// <param name="Repeated">Whether the reference CPU renders them whatever an auditor says.</param>
/// <param name="ByReference">Whether no auditor is asked at all.</param>
/// <param name="Followers">Receipts of replicas with the same root; null: the task has none.</param>
internal sealed record AuditTerms(IReadOnlyList<int> Blocks, bool Repeated, bool ByReference, IReadOnlyList<Digest>? Followers)
{
    /// <summary>Those of an audit that was drawn, for the next auditor.</summary>
    public static AuditTerms Of(AuditRecord audit) => new(audit.Blocks, audit.Repeated, false, audit.Followers);
}
