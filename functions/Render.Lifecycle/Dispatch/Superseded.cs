using Microsoft.Extensions.Logging;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Notes that one of the nodes which rendered the same task came second, or made room for a quicker one. That is no fault, and not paid: the node learns it
/// from its next heartbeat and stops. What it had done by then was done twice.
/// </summary>
internal sealed class Superseded(TaskBoard board, LifecycleMetrics metrics, INetworkEvents events, TimeProvider clock, ILogger<Superseded> log)
{
    /// <summary>Notes the lease that lost, where there were two.</summary>
    /// <param name="task">The task.</param>
    /// <param name="before">Its row as it was while both were held.</param>
    /// <param name="won">The lease that was first.</param>
    public void Note(BoardTask task, TaskRecord before, LeaseRecord won)
    {
        if (before.Duplicate is not { } duplicate)
            return;
        if (duplicate.Id == won.Id)
            End(task, before.Lease!, "won", "another was first");
        else
            End(task, duplicate, "lost", "another was first");
    }

    /// <summary>Notes the lease that made room for a quicker node's.</summary>
    public void MadeRoom(BoardTask task, LeaseRecord lost) => End(task, lost, "replaced", "a quicker node has it");

    private void End(BoardTask task, LeaseRecord lost, string outcome, string why)
    {
        var held = Math.Max(0, (clock.GetUtcNow() - lost.Granted).TotalSeconds);
        // By its speed and the time it had; never more than the task.
        metrics.Raced(outcome, Math.Min(task.Record.Work.Micros / 1e6, held * (board.Node(lost.Node)?.SpeedMilli ?? 0) / 1e3));
        log.LeaseEnded(lost.Id, lost.Node, task.Id, why);
        events.Publish(new LeaseMoved(task.Id, lost.Id, lost.Node, WorkKind.Render, false, "superseded"));
    }
}
