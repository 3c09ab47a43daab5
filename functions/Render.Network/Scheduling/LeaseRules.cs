using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>How leases begin, last and end.</summary>
/// <remarks>
/// Time never decides who holds a task; the fencing number does. Time only decides when others may take it, in
/// <see cref="Expire"/>. So a late message is refused once the lease has been taken away, and not before: work is not thrown away because a
/// clock jumped. A clock that jumps back cannot shorten a lease by renewal, nor make it last longer than one duration of the new clock.
/// </remarks>
public static class LeaseRules
{
    /// <summary>Grants a lease on an open task, or a further one on a task that may have several.</summary>
    /// <param name="leases">The task's leases.</param>
    /// <param name="id">A new id.</param>
    /// <param name="task">The task.</param>
    /// <param name="node">The node.</param>
    /// <param name="now">The coordinator's time.</param>
    /// <param name="duration">How long it lasts unless renewed; above zero.</param>
    /// <param name="most">How many may hold the task at once: 1, or 2 for a straggler's duplicate or replicas.</param>
    public static LeaseOutcome Grant(TaskLeases leases, LeaseId id, TaskId task, NodeId node, DateTimeOffset now, TimeSpan duration, int most = 1)
    {
        if (leases.Active.Any(lease => lease.Node == node || lease.Id == id))
            return new LeaseOutcome.Refused(LeaseRefusal.AlreadyHeld);
        if (leases.Active.Length >= most)
            return new LeaseOutcome.Refused(LeaseRefusal.Full);
        var lease = new Lease(id, task, node, checked(leases.LastFencing + 1), now, now + duration);
        return new LeaseOutcome.Held(new TaskLeases(lease.Fencing, leases.Active.Add(lease)), lease);
    }

    /// <summary>Makes a lease last until one duration from now, and never shorter than it lasts already.</summary>
    public static LeaseOutcome Renew(TaskLeases leases, LeaseId id, NodeId node, long fencing, DateTimeOffset now, TimeSpan duration)
    {
        var outcome = CheckFence(leases, id, node, fencing);
        if (outcome is not LeaseOutcome.Held(_, var lease))
            return outcome;
        var renewed = lease with { Expires = Later(lease.Expires, now + duration) };
        return new LeaseOutcome.Held(leases with { Active = leases.Active.Replace(lease, renewed) }, renewed);
    }

    /// <summary>Takes away the leases whose time is over.</summary>
    /// <param name="leases">The task's leases.</param>
    /// <param name="now">The coordinator's time.</param>
    /// <param name="duration">How long leases last: one that would last longer, because the clock jumped back, is cut to that.</param>
    /// <returns>The leases that remain, and those that ended.</returns>
    public static (TaskLeases Leases, ImmutableArray<Lease> Ended) Expire(TaskLeases leases, DateTimeOffset now, TimeSpan duration)
    {
        var ended = leases.Active.Where(lease => lease.Expires <= now).ToImmutableArray();
        var latest = now + duration;
        var active = leases.Active
            .Where(lease => lease.Expires > now)
            .Select(lease => lease.Expires > latest ? lease with { Expires = latest } : lease)
            .ToImmutableArray();
        return (leases with { Active = active }, ended);
    }

    /// <summary>Ends a lease: given back, failed, or its receipt recorded. Ending what has ended changes nothing.</summary>
    public static TaskLeases End(TaskLeases leases, LeaseId id) => leases with { Active = leases.Active.RemoveAll(lease => lease.Id == id) };

    /// <summary>Ends every lease: the task has its result, or its job has ended.</summary>
    public static TaskLeases EndAll(TaskLeases leases) => leases with { Active = [] };

    /// <summary>Whether what a node presents is a lease that holds.</summary>
    /// <param name="leases">The task's leases.</param>
    /// <param name="id">The lease's id.</param>
    /// <param name="node">Who presents it.</param>
    /// <param name="fencing">The fencing number presented.</param>
    public static LeaseOutcome CheckFence(TaskLeases leases, LeaseId id, NodeId node, long fencing)
    {
        if (leases.Find(id) is not { } lease || lease.Fencing != fencing)
            return new LeaseOutcome.Refused(fencing > leases.LastFencing || fencing < 1 ? LeaseRefusal.Unknown : LeaseRefusal.Stale);
        return lease.Node == node ? new LeaseOutcome.Held(leases, lease) : new LeaseOutcome.Refused(LeaseRefusal.NotYours);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
