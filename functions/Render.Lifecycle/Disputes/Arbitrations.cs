using System.Collections.Concurrent;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Disputes;

/// <summary>What arbiters are asked to do: render the disputed block and commit to it, then show it.</summary>
internal sealed class Arbitrations(
    DisputeStore disputes, JobStore jobs, IState state, TaskBoard board, Facts known, Assignments assignments, TimeProvider clock, LifecycleOptions options)
{
    // When a lease was last handed out or heard of: a node that is at it is not asked again.
    private readonly ConcurrentDictionary<(LeaseId Lease, WorkKind Kind), long> asked = [];

    /// <summary>What the node is asked for now; null: nothing.</summary>
    public async Task<WorkAssignment?> Due(NodeId node, CancellationToken cancellationToken)
    {
        foreach (var dispute in disputes.Open)
            foreach (var seat in dispute.Seats)
                if (seat.Node == node && KindOf(dispute, seat) is { } kind && Ask(seat.Lease, kind)
                    && await Write(dispute, seat, kind, cancellationToken) is { } assignment)
                    return assignment;
        return null;
    }

    /// <summary>Whether a lease that a node names in its heartbeat is an arbitration that it still has to answer.</summary>
    public bool Holds(NodeId node, LeaseId lease)
    {
        var holds = disputes.Open.Any(dispute => dispute.State == DisputeState.Committing && dispute.Seats.Any(seat => seat.Node == node && seat.Lease == lease && !seat.Committed));
        if (holds)
            asked[(lease, WorkKind.Arbitrate)] = clock.GetTimestamp();
        return holds;
    }

    private static WorkKind? KindOf(DisputeRecord dispute, DisputeSeat seat) => dispute.State switch
    {
        DisputeState.Committing when !seat.Committed => WorkKind.Arbitrate,
        DisputeState.Revealing when seat is { Committed: true, Revealed: false } => WorkKind.Reveal,
        _ => null,
    };

    private bool Ask(LeaseId lease, WorkKind kind)
    {
        var now = clock.GetTimestamp();
        if (asked.TryGetValue((lease, kind), out var before) && clock.GetElapsedTime(before, now) < options.Lease)
            return false;
        asked[(lease, kind)] = now;
        return true;
    }

    /// <summary>Null where its place let it onto the panel, and does not let it hold the scene any more.</summary>
    private async Task<WorkAssignment?> Write(DisputeRecord dispute, DisputeSeat seat, WorkKind kind, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(dispute.Entry.Task.Job, cancellationToken);
        if (board.Node(seat.Node) is { } arbiter && !known.Admits(arbiter, job.Spec.Placement, Custodian.Arbiter))
            return null;
        var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken)
            ?? throw new InvalidDataException($"Package {job.Spec.Package} of {job.Id} is gone.");
        return assignments.Arbitration(kind, job, package.Value, dispute, seat);
    }
}
