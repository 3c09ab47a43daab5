using Microsoft.Extensions.Logging;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Takes away leases that ran out, and draws another auditor where one did not answer. Time is the monotonic clock's.</summary>
internal sealed class SweepLeases(
    TaskBoard board, TaskStore tasks, DrawAudits draws, DecideVerdict verdicts, ReplicaNodes replicas, Standings standings, Facts known, LifecycleMetrics metrics, INetworkEvents events, TimeProvider clock,
    ILogger<SweepLeases> log)
{
    /// <summary>Sweeps once.</summary>
    /// <returns>How many leases and audits had run out.</returns>
    public async Task<int> Step(CancellationToken cancellationToken)
    {
        await Withdraw(cancellationToken);
        return await InTurn.Do(
            board.TakeExpired(),
            expired => Expire(expired.Task, expired.Lease, cancellationToken),
            left =>
            {
                foreach (var (task, lease) in left)
                    board.GiveBackExpired(task, lease);
            });
    }

    private async Task Expire(BoardTask task, LeaseId lease, CancellationToken cancellationToken)
    {
        var record = board.Read(() => task.Record);
        if (record.Held(lease) is { } held)
            await ExpireRender(task, held, cancellationToken);
        else if (record is { State: TaskState.Auditing, Audit: { } audit } && audit.Lease == lease && !await verdicts.Resume(task, cancellationToken))
        {
            // It was not given one for which its place does not do any more.
            var excused = audit.Auditor is { } drawn && board.Node(drawn) is { } node
                && (board.CouldNotKnow(task, drawn) || !known.Admits(node, task.Job.Needs.Placement, Custodian.Auditor));
            if (!await draws.Redraw(task, lease, cancellationToken))
            {
                // Its report came at the last moment. Where that is not taken, the audit has still run out.
                board.GiveBackExpired(task, lease);
                return;
            }

            log.LeaseEnded(lease, audit.Auditor ?? default, task.Id, excused ? "its auditor is busy" : "no audit");
            metrics.AuditFailed(excused ? "AuditorBusy" : "NoAnswer");
            if (audit.Auditor is not { } silent)
                return;
            board.Lost(silent, lease, LeaseEnd.Expired);
            events.Publish(new LeaseMoved(task.Id, lease, silent, WorkKind.Audit, false, "expired"));
            if (excused)
                return;
            board.Unanswered(silent);
            await standings.Faulted(silent, Fault.NoAudit, cancellationToken);
        }
    }

    private async Task ExpireRender(BoardTask task, LeaseRecord lease, CancellationToken cancellationToken)
    {
        var limit = board.Node(lease.Node) is { } holder ? board.LimitOf(holder, task, lease.Id) : TimeSpan.Zero;
        // Noted first, so that the next heartbeat finds the reason; while the lease is held, nobody looks at it.
        board.Lost(lease.Node, lease.Id, LeaseEnd.Expired);
        var unopened = board.MayOpen(task);
        var next = await tasks.Change(
            task,
            current => current.Held(lease.Id) is null ? null
                : unopened && current.Commitment is not null
                    ? TaskMoves.Reopen(current, TaskEvent.CommitmentUnopened, clock.GetUtcNow(), "All had committed, and it did not open.")
                    : TaskMoves.EndLease(current, lease.Id, TaskEvent.LeaseExpired, clock.GetUtcNow(), "It ran out."),
            cancellationToken);
        if (next is null)
            return;
        unopened = next.Reason == TaskEvent.CommitmentUnopened;
        var why = unopened ? "not opened" : "expired";
        log.LeaseEnded(lease.Id, lease.Node, task.Id, why);
        events.Publish(new LeaseMoved(task.Id, lease.Id, lease.Node, WorkKind.Render, false, why));
        if (unopened)
        {
            await standings.Faulted(lease.Node, Fault.NoAnswerAfterCommit, cancellationToken);
            return;
        }

        board.Lapsed(lease.Node, task, limit);
        await standings.Lost(lease.Node, lease.Granted, cancellationToken);
    }

    /// <summary>Gives up waiting for replicas that nobody can render any more, where the tier's least number is there without them.</summary>
    private async Task Withdraw(CancellationToken cancellationToken)
    {
        foreach (var row in board.FurtherReplicas())
            if (!replicas.CouldTake(row))
                await tasks.Change(
                    row, record => record is { State: TaskState.Open, Withdrawn: false } ? new TaskChange(record with { Withdrawn = true }, null, null) : null, cancellationToken);
    }
}
