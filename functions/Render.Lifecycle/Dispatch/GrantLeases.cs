using System.Diagnostics;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>Leases reserved tasks to the node that claimed them: the row first, then the node is told.</summary>
internal sealed class GrantLeases(TaskBoard board, TaskStore tasks, Assignments assignments, INetworkEvents events, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Leases them; what could not be leased goes back.</summary>
    /// <param name="node">Who claimed.</param>
    /// <param name="reserved">The tasks.</param>
    /// <param name="why">Why it is this node, in words and figures.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<List<WorkAssignment>> Run(BoardNode node, IReadOnlyCollection<BoardTask> reserved, Func<BoardTask, string> why, CancellationToken cancellationToken)
    {
        if (reserved.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        List<BoardTask> leased;
        try
        {
            leased = await tasks.ChangeAll(
                reserved,
                (task, record) => record is { State: TaskState.Open, Withdrawn: false }
                    ? TaskMoves.Lease(record, LeaseIds.Of(options.NetworkId, record.Id, record.Fencing + 1, node.Id), node.Id, now, why(task))
                    : null,
                cancellationToken);
        }
        finally
        {
            board.Release(node, reserved);
        }

        var given = new List<WorkAssignment>(leased.Count);
        foreach (var task in leased)
            if (board.Read(() => task.Record.HeldBy(node.Id)) is { } lease)
                given.Add(Give(node, task, lease));
        return given;
    }

    /// <summary>Tells the node, and watchers, of a lease that the row has.</summary>
    public WorkAssignment Give(BoardNode node, BoardTask task, LeaseRecord lease)
    {
        using var span = JobTrace.Begin("lease", task.Job.Record, null, ActivityKind.Producer).Of(task.Id).By(lease.Node);
        task.Trace = span?.SetTag(Tags.Work, task.Record.Work.Micros / 1e6).Id;
        events.Publish(new LeaseMoved(task.Id, lease.Id, lease.Node, WorkKind.Render, true, lease.Assignment));
        return assignments.Render(task, lease, board.LimitOf(node, task, lease.Id));
    }
}
