using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Takes an audit report: verified, kept, in the ledger, decided. What the comparison showed is not told to the auditor. Where the reference
/// CPU must be asked, that is done later; the auditor does not wait for it.
/// </summary>
internal sealed class RecordAudit(
    SignedArrivals arrivals, TaskBoard board, TaskStore tasks, ILedger ledger, SignedStore signed, DecideVerdict verdicts, ValidateNode validations, TimeProvider clock,
    LifecycleOptions options)
{
    /// <summary>Takes a report.</summary>
    public Task<Outcome<AuditAccepted>> Run(NodeId id, SubmitAudit message, CancellationToken cancellationToken) =>
        arrivals.Run<AuditReport, AuditAccepted>(
            "audit-report", id, (message.Task, message.LeaseId), (message.Report, message.Signature), AuditReport.TryDecode, "The report's bytes have the wrong form.",
            (node, task, report, _) => Take(node, task, report, message, cancellationToken),
            // A validation is of no job, so nothing of it is on the board.
            (node, report) => message.Task.Job == Assignments.ValidationJob
                ? validations.Run(node, message, report, cancellationToken)
                : Late(node, message, report, cancellationToken));

    private async Task<Outcome<AuditAccepted>> Take(
        BoardNode node, BoardTask task, AuditReport report, SubmitAudit message, CancellationToken cancellationToken)
    {
        var record = board.Read(() => task.Record);
        var accepted = new AuditAccepted(message.LeaseId, node.Record.Status);
        var audits = new[] { record.Audit }.Concat(record.Past.Select(past => past.Audit));
        if (audits.Any(past => past?.Lease == message.LeaseId && past.Report == report.Digest))
            return accepted;
        if (record is not { State: TaskState.Auditing, Audit: { Report: null } audit, Receipt: { } receipt }
            || audit.Token != new LeaseToken(message.LeaseId, node.Id, message.Fencing))
            return Stale(message);
        var expected = new AuditRules.Expected(
            options.NetworkId, task.Job.IdDigest, receipt.TaskDigest, audit.Lease, node.KeyDigest, options.EngineBuild, audit.Blocks, audit.Drawn);
        if (AuditRules.Check(report, expected, clock.GetUtcNow(), options.ClockTolerance) is { } wrong)
            return wrong;

        board.Answered(node);
        await signed.Keep(task.Id, report, message.Signature, cancellationToken);
        if (message.Sums is { Length: > 0 } sums && await verdicts.Differs(task, receipt, audit, report, cancellationToken))
            await verdicts.KeepSums(task, report, sums, cancellationToken);
        var payload = new AuditRecorded(
            task.Id, receipt.Digest, audit.Attempt, node.Id, node.Record.Operator, audit.Candidates, report.Digest, report.Rays);
        try
        {
            await ledger.Append(payload.ToDraft(), cancellationToken);
        }
        catch (LedgerConflictException)
        {
            // Another auditor's report was recorded before a crash; the first stands.
            await verdicts.Resume(task, cancellationToken);
            return Stale(message);
        }

        var reported = audit with { Report = report.Digest, Rays = report.Rays };
        if (await verdicts.TryAgree(task, receipt, reported, payload, report, cancellationToken))
            return accepted;
        // Leaves differ, or the draw demands it: the reference CPU decides, and the row says that the report is in.
        await tasks.Change(
            task,
            current => current.State == TaskState.Auditing && current.Audit!.Lease == audit.Lease && current.Audit.Report is null
                ? new TaskChange(current with { Audit = reported }, null, node.Id)
                : null,
            cancellationToken);
        return accepted;
    }

    private async Task<Outcome<AuditAccepted>> Late(BoardNode node, SubmitAudit message, AuditReport report, CancellationToken cancellationToken) =>
        await signed.Report(message.Task, report.Digest, cancellationToken) is not null
            ? new AuditAccepted(message.LeaseId, node.Record.Status)
            : Stale(message);

    private static Refusal Stale(SubmitAudit message) =>
        new(RefusalKind.Conflict, RefusalCodes.LeaseStale, $"Audit lease {message.LeaseId} of {message.Task} no longer holds.", "Drop the audit.");
}
