using Microsoft.Extensions.Logging;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Takes a lease back that a node cannot or will not finish. That is nobody's fault until another operator's node can.</summary>
internal sealed class EndLease(
    TaskBoard board, TaskStore tasks, StopJob stop, DrawAudits draws, Attribution attribution, INetworkEvents events, TimeProvider clock,
    ILogger<EndLease> log)
{
    /// <summary>Takes a lease back.</summary>
    public async Task<Outcome<LeaseFailed>> Run(NodeId id, FailLease message, CancellationToken cancellationToken)
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        if (board.Find(message.Task, message.LeaseId) is not { } task)
            return Refusal.Missing(RefusalCodes.TaskUnknown, $"task {message.Task} under way");
        var record = board.Read(() => task.Record);
        if (record is { State: TaskState.Auditing, Audit: { } audit } && audit.Auditor == id && audit.Lease == message.LeaseId)
        {
            await draws.Redraw(task, audit.Lease, cancellationToken);
            return new LeaseFailed(message.LeaseId, TaskState.Auditing);
        }

        if (record.Held(new LeaseToken(message.LeaseId, id, message.Fencing)) is null)
            // It ended already, which is what was wanted.
            return new LeaseFailed(message.LeaseId, record.State);
        var words = message.Message.Length > WireLimits.MessageLength ? message.Message[..WireLimits.MessageLength] : message.Message;
        var why = message.Code == LeaseFailure.Released ? TaskEvent.LeaseReleased : TaskEvent.NodeFailed;
        var next = await tasks.Change(
            task,
            current => current.Held(message.LeaseId) is not null
                ? TaskMoves.EndLease(current, message.LeaseId, why, clock.GetUtcNow(), $"{message.Code}: {words}")
                : null,
            cancellationToken);
        if (next is null)
            return new LeaseFailed(message.LeaseId, board.Read(() => task.Record.State));
        log.LeaseEnded(message.LeaseId, id, task.Id, message.Code.ToString());
        events.Publish(new LeaseMoved(task.Id, message.LeaseId, id, WorkKind.Render, false, message.Code.ToString()));
        if (why == TaskEvent.NodeFailed
            && await attribution.Failed(task.Job, new ReportedFailure(id, node.Record.Operator, message.Code.ToString()), cancellationToken) is { } scene)
        {
            if (scene == nameof(LeaseFailure.Crashed))
                await attribution.Clear(task.Job, cancellationToken);
            await stop.Run(task.Job.Id, StopReason.GaveUp, $"Nodes of several operators cannot render the scene: {scene}: {words}", cancellationToken);
        }

        return new LeaseFailed(message.LeaseId, next.State);
    }
}
