using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>The leases a node holds, from claim to delivery. Safe from any thread.</summary>
/// <param name="clock">Measures progress.</param>
public sealed class HeldLeases(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<LeaseId, HeldLease> leases = [];

    /// <summary>Leases now.</summary>
    public IReadOnlyList<HeldLease> All
    {
        get
        {
            lock (gate)
                return [.. leases.Values];
        }
    }

    /// <summary>Holds a lease; the same one again gives what is held.</summary>
    public HeldLease Add(TaskId task, WorkKind kind, LeaseId lease, long fencing)
    {
        lock (gate)
        {
            if (!leases.TryGetValue(lease, out var held))
                leases[lease] = held = new HeldLease(task, kind, lease, fencing, clock);
            return held;
        }
    }

    /// <summary>Whether a lease is held.</summary>
    public bool Holds(LeaseId lease)
    {
        lock (gate)
            return leases.ContainsKey(lease);
    }

    /// <summary>A lease that is held; null where it is not.</summary>
    public HeldLease? Find(LeaseId lease)
    {
        lock (gate)
            return leases.GetValueOrDefault(lease);
    }

    /// <summary>Whether a lease's result is kept back; see <see cref="HeldLease.Withheld"/>. A lease that is lost keeps nothing back.</summary>
    public bool Withholds(LeaseId lease)
    {
        lock (gate)
            return leases.TryGetValue(lease, out var held) && held.Withheld;
    }

    /// <summary>Keeps a lease's result back.</summary>
    public void Withhold(LeaseId lease)
    {
        lock (gate)
            if (leases.TryGetValue(lease, out var held))
                held.Withheld = true;
    }

    /// <summary>All replicas have committed: a lease's result may be opened.</summary>
    public void Open(LeaseId lease)
    {
        lock (gate)
            if (leases.TryGetValue(lease, out var held))
                held.Withheld = false;
    }

    /// <summary>The coordinator asks for other work first: whoever renders for the lease stops at the next border between blocks.</summary>
    public void AskToYield(LeaseId lease)
    {
        HeldLease? held;
        lock (gate)
            held = leases.GetValueOrDefault(lease);
        held?.AskToYield();
    }

    /// <summary>Lets a lease go: it is delivered, given back or lost.</summary>
    public void Remove(LeaseId lease)
    {
        lock (gate)
            leases.Remove(lease);
    }

    /// <summary>The coordinator took a lease away: whoever works on it stops.</summary>
    public void Abandon(LeaseAbandoned abandoned)
    {
        HeldLease? held;
        lock (gate)
            leases.Remove(abandoned.LeaseId, out held);
        held?.Lose(abandoned.Reason);
    }
}
