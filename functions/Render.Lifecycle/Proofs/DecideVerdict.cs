using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Proofs;

/// <summary>Decides receipts and does what follows: first the ledger, then the row, then the consequences for node and auditor.</summary>
internal sealed class DecideVerdict(
    TaskBoard board, TaskStore tasks, ILedger ledger, IBlobs blobs, SignedStore signed, ResultStore results, ReferenceCheck reference,
    Convict convict, ExactMode exact, Standings standings, Attribution attribution, BooksGate books, LifecycleMetrics metrics, INetworkEvents events, TimeProvider clock, ILogger<DecideVerdict> log)
{
    /// <summary>Accepts at once where auditor and node agree and the draw demands no repetition; false where the reference CPU must be asked.</summary>
    public async Task<bool> TryAgree(
        BoardTask task, ReceiptRecord receipt, AuditRecord audit, AuditRecorded recorded, AuditReport report, CancellationToken cancellationToken)
    {
        var tree = await results.Tree(task, receipt, cancellationToken);
        var committed = Committed(tree, audit);
        if (Verdict.NeedsReference(committed, report.Blocks, audit.Repeated).Count > 0)
            return false;
        await Record(task, receipt, audit, recorded, Proof(task, receipt, audit, tree, committed, report.Blocks, []), cancellationToken);
        return true;
    }

    /// <summary>Whether a report has other leaves than the receipt that it is on.</summary>
    public async Task<bool> Differs(BoardTask task, ReceiptRecord receipt, AuditRecord audit, AuditReport report, CancellationToken cancellationToken) =>
        Verdict.NeedsReference(Committed(await results.Tree(task, receipt, cancellationToken), audit), report.Blocks, repeated: false).Count > 0;

    /// <summary>Keeps the pixels that an auditor shows, for the reference CPU to compare.</summary>
    public async Task KeepSums(BoardTask task, AuditReport report, byte[] sums, CancellationToken cancellationToken) =>
        await signed.KeepProof(task.Id, report.Digest, (await blobs.Put(sums, cancellationToken)).Digest, cancellationToken);

    /// <summary>Decides with the reference CPU: an audit without auditor, a disagreement, or a repetition.</summary>
    public async Task Decide(BoardTask task, CancellationToken cancellationToken)
    {
        var record = board.Read(() => task.Record);
        if (record is not { State: TaskState.Auditing, Receipt: { } receipt, Audit: { } audit } || await Settled(task, receipt, audit, cancellationToken))
            return;
        using var span = Begin("reference", task, receipt).By(null);
        var recorded = await Recorded(task, receipt, cancellationToken);
        var report = recorded is null ? null : await Report(task, recorded, cancellationToken);
        var tree = await results.Tree(task, receipt, cancellationToken);
        var committed = Committed(tree, audit);
        var needed = Verdict.NeedsReference(committed, report?.Blocks, audit.Repeated);
        var shown = report is null ? null : ReportedSums.Of(report, task.Id.Region, await Shown(task, report, cancellationToken));
        var truth = await reference.Blocks(task, receipt, committed, needed, shown, cancellationToken);
        var proof = Proof(task, receipt, audit, tree, committed, report?.Blocks, truth);
        var stored = await blobs.Put(LifecycleJson.Write(proof), cancellationToken);
        await signed.KeepProof(task.Id, proof.Digest(), stored.Digest, cancellationToken);
        var reported = audit with { Report = recorded?.Report, Auditor = recorded?.Auditor, Rays = recorded?.Rays ?? 0 };
        await Record(task, receipt, reported, recorded, proof, cancellationToken);
    }

    /// <summary>Goes on where a crash came between the ledger and the row; false where the ledger says nothing about the receipt yet.</summary>
    public async Task<bool> Resume(BoardTask task, CancellationToken cancellationToken)
    {
        var record = board.Read(() => task.Record);
        if (record is { State: TaskState.Submitted, Receipt: { } waits } && task.Job.Replicas > 1)
            return await Followed(task, waits, cancellationToken);
        if (record is not { State: TaskState.Auditing, Receipt: { } receipt, Audit: { } audit })
            return false;
        if (await Settled(task, receipt, audit, cancellationToken))
            return true;
        if (await Recorded(task, receipt, cancellationToken) is not { } recorded)
            return false;
        var report = await Report(task, recorded, cancellationToken);
        var reported = audit with { Report = recorded.Report, Auditor = recorded.Auditor, Rays = recorded.Rays };
        if (!await TryAgree(task, receipt, reported, recorded, report, cancellationToken))
            await Decide(task, cancellationToken);
        return true;
    }

    private async Task<bool> Settled(BoardTask task, ReceiptRecord receipt, AuditRecord audit, CancellationToken cancellationToken)
    {
        if (await ledger.Find(VerdictRecorded.KeyOf(task.Id, receipt.Digest), cancellationToken) is not { } entry)
            return false;
        using var span = Begin("verdict", task, receipt);
        await Follow(task, receipt, audit, PayloadJson.Read<VerdictRecorded>(entry), span, cancellationToken);
        return true;
    }

    /// <summary>A replica whose equal was judged, with a crash before what follows for it.</summary>
    private async Task<bool> Followed(BoardTask task, ReceiptRecord receipt, CancellationToken cancellationToken)
    {
        if (await ledger.Find(VerdictRecorded.KeyOf(task.Id, receipt.Digest), cancellationToken) is not { } entry)
            return false;
        using var span = Begin("verdict", task, receipt);
        var verdict = PayloadJson.Read<VerdictRecorded>(entry);
        await Carry(task, receipt, Shared(receipt, verdict), verdict, span, cancellationToken);
        return true;
    }

    private async Task Record(
        BoardTask task, ReceiptRecord receipt, AuditRecord audit, AuditRecorded? recorded, VerdictProof proof, CancellationToken cancellationToken)
    {
        using var span = Begin("verdict", task, receipt);
        var verdict = await Append(VerdictRecorded.Of(receipt.Payload(task.Id), recorded, audit.Reveal, proof), cancellationToken);
        await Follow(task, receipt, audit, verdict, span, cancellationToken);
    }

    /// <summary>Records a verdict.</summary>
    /// <returns>
    /// The verdict that stands: another one where a report came while the reference CPU rendered, or where a coordinator that is deposed by now was first.
    /// </returns>
    private Task<VerdictRecorded> Append(VerdictRecorded verdict, CancellationToken cancellationToken) => verdict.NodeAtFault
        ? books.Run(() => AppendConviction(verdict, cancellationToken), cancellationToken)
        : ledger.AppendFirst(verdict, cancellationToken);

    /// <summary>Convicts before the ledger says so, since nothing of the node may be settled in between; where another verdict came first, it never was.</summary>
    private async Task<VerdictRecorded> AppendConviction(VerdictRecorded verdict, CancellationToken cancellationToken)
    {
        NodeId[] convicted = verdict is { AuditorColluded: true, Auditor: { } accomplice } ? [verdict.Node, accomplice] : [verdict.Node];
        var first = convicted.Where(board.Convicted).ToList();
        try
        {
            await ledger.Append(verdict.ToDraft(), cancellationToken);
            return verdict;
        }
        catch (LedgerConflictException)
        {
            first.ForEach(board.Acquitted);
            return await ledger.FindFirst(verdict, cancellationToken);
        }
    }

    /// <summary>
    /// What follows from a recorded verdict, for the replica and its equals. All their verdicts are in the ledger before anything comes of the
    /// first, so that none is forgotten by a crash.
    /// </summary>
    private async Task Follow(
        BoardTask task, ReceiptRecord receipt, AuditRecord audit, VerdictRecorded verdict, Activity? span, CancellationToken cancellationToken)
    {
        var equals = new List<(BoardTask Row, ReceiptRecord Receipt, VerdictRecorded Verdict)>();
        foreach (var follower in audit.Followers ?? [])
            if (board.Follower(task, follower) is { } found)
            {
                var following = VerdictRecorded.Following(found.Receipt.Payload(task.Id), verdict);
                equals.Add((found.Row, found.Receipt, await Append(following, cancellationToken)));
            }

        await Carry(task, receipt, audit, verdict, span, cancellationToken);
        foreach (var equal in equals)
            await Carry(equal.Row, equal.Receipt, audit with { Verdict = verdict.Decision }, equal.Verdict, null, cancellationToken);
    }

    /// <summary>Carries a verdict out on one row.</summary>
    private async Task Carry(
        BoardTask task, ReceiptRecord receipt, AuditRecord audit, VerdictRecorded verdict, Activity? span, CancellationToken cancellationToken)
    {
        span.By(verdict.Node)?.SetTag(Tags.Decision, verdict.Decision.ToString());
        if (verdict.NodeAtFault || verdict.AuditorAtFault)
            span?.SetStatus(ActivityStatusCode.Error, verdict.Decision.ToString());
        var decided = audit with { Verdict = verdict.Decision };
        var now = clock.GetUtcNow();
        if (verdict.NodeAtFault)
            await convict.Run(
                new Conviction(
                    verdict.Node, Fault.Forged, receipt.Digest, task.Id, verdict.Drawn.FirstOrDefault(-1),
                    $"The reference CPU refutes its result of {task.Id}."),
                cancellationToken);
        if (verdict is { AuditorColluded: true, Auditor: { } accomplice })
            await convict.Run(
                new Conviction(
                    accomplice, Fault.Colluded, receipt.Digest, task.Id, verdict.Drawn.FirstOrDefault(-1),
                    $"As auditor of {task.Id} it confirmed what the reference CPU refutes, by the very same wrong blocks."),
                cancellationToken);
        if (verdict.Decision == VerdictDecision.EngineFault && board.Node(verdict.Node) is { } faulty)
            await exact.Faulted(board.Read(() => faulty.Record), task.Id, receipt.Digest, cancellationToken);
        if (verdict is { AuditorEngineFault: true, Auditor: { } inexact } && board.Node(inexact) is { } auditing)
            await exact.Faulted(board.Read(() => auditing.Record), task.Id, verdict.Report!.Value, cancellationToken);
        var changed = await tasks.Change(
            task,
            current => current.State is TaskState.Submitted or TaskState.Auditing && current.Receipt?.Digest == receipt.Digest ? Next(current, decided, verdict, now) : null,
            cancellationToken);
        if (changed is null && !verdict.NodeAtFault)
            return;
        task.Tree = null;
        metrics.Decided(verdict.Decision.ToString(), verdict.Decision != VerdictDecision.Accepted);
        if (verdict.Decision != VerdictDecision.Accepted)
            log.Verdict(task.Id, verdict.Node, verdict.Decision.ToString());
        events.Publish(new VerdictReached(task.Id, verdict.Node, verdict.Auditor, verdict.Decision.ToString()));
        await Judge(task, receipt, verdict, audit.Followers is { Count: > 0 }, cancellationToken);
    }

    /// <summary>What a replica's row keeps of the audit of its equal, where a crash left only the verdict.</summary>
    private static AuditRecord Shared(ReceiptRecord receipt, VerdictRecorded verdict) => new()
    {
        Attempt = 0,
        Auditor = verdict.Auditor,
        Lease = receipt.Lease,
        Fencing = 0,
        Blocks = verdict.Drawn,
        Reveal = verdict.Reveal,
        Candidates = default,
        Repeated = verdict.Repeated,
        Drawn = default,
        Report = verdict.Report,
        Followers = [receipt.Digest],
    };

    private static Activity? Begin(string name, BoardTask task, ReceiptRecord receipt) =>
        JobTrace.Begin(name, task.Job.Record, task.Trace ?? receipt.Trace).Of(task.Id);

    private async Task Judge(BoardTask task, ReceiptRecord receipt, VerdictRecorded verdict, bool replicated, CancellationToken cancellationToken)
    {
        if (Verdict.Pays(verdict.Decision))
        {
            board.Showed(verdict.Node, task.Job.Record.Spec.Package);
            standings.Accepted(verdict.Node, task.Record.Work, receipt.Millis, replicated && verdict.Decision != VerdictDecision.EngineFault);
            await attribution.Succeeded(task.Job, verdict.Operator, cancellationToken);
        }

        if (verdict.Decision == VerdictDecision.EngineFault)
            await standings.Faulted(verdict.Node, Fault.EngineFault, cancellationToken);
        // The audit of replicas is one audit, whichever of their verdicts names it.
        if (verdict.Auditor is not { } auditor || (verdict.AuditedRays == 0 && !verdict.AuditorAtFault))
            return;
        if (verdict.AuditorColluded)
            return;
        if (verdict.AuditorEngineFault)
            await standings.Faulted(auditor, Fault.EngineFault, cancellationToken);
        if (verdict.AuditorAtFault)
            await standings.Faulted(auditor, Fault.FalseAudit, cancellationToken);
        else
        {
            board.Showed(auditor, task.Job.Record.Spec.Package);
            standings.Audited(auditor);
        }
    }

    private static TaskChange Next(TaskRecord task, AuditRecord audit, VerdictRecorded verdict, DateTimeOffset now) => verdict.Decision switch
    {
        VerdictDecision.Accepted or VerdictDecision.AuditorAtFault => TaskMoves.Accept(task, audit, TaskEvent.VerdictAccepted, now),
        VerdictDecision.EngineFault => TaskMoves.Accept(task, audit, TaskEvent.VerdictEngineFault, now),
        VerdictDecision.Rejected => TaskMoves.Reopen(task with { Audit = audit }, TaskEvent.VerdictRejected, now, "The reference CPU refutes the result."),
        _ => TaskMoves.Reopen(task with { Audit = audit }, TaskEvent.VerdictInconclusive, now, "The evidence decides nothing."),
    };

    private async Task<AuditRecorded?> Recorded(BoardTask task, ReceiptRecord receipt, CancellationToken cancellationToken) =>
        await ledger.Find(AuditRecorded.KeyOf(task.Id, receipt.Digest), cancellationToken) is { } entry ? PayloadJson.Read<AuditRecorded>(entry) : null;

    private async Task<AuditReport> Report(BoardTask task, AuditRecorded recorded, CancellationToken cancellationToken) =>
        (await signed.Report(task.Id, recorded.Report, cancellationToken))?.Report
            ?? throw new InvalidDataException($"The audit report {recorded.Report} is in the ledger and not kept.");

    private async Task<byte[]?> Shown(BoardTask task, AuditReport report, CancellationToken cancellationToken) =>
        await signed.Proof(task.Id, report.Digest, cancellationToken) is { } blob ? await blobs.Read(blob, WireLimits.JsonBytes, cancellationToken) : null;

    private static AuditedBlock[] Committed(MerkleSumTree tree, AuditRecord audit) =>
        [.. audit.Blocks.Select(block => new AuditedBlock(block, tree.Leaf(block)))];

    private static VerdictProof Proof(
        BoardTask task, ReceiptRecord receipt, AuditRecord audit, MerkleSumTree tree, AuditedBlock[] committed, IReadOnlyList<AuditedBlock>? reported,
        IReadOnlyList<ReferenceBlock> truth) => new(
            new VerdictEvidence(receipt.TaskDigest, task.Id.Samples.Count, audit.Blocks, audit.Repeated, committed, reported, truth),
            [.. audit.Blocks.Select(tree.PathTo)]);
}
