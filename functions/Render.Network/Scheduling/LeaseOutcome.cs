namespace Render.Network.Scheduling;

/// <summary>What a rule says to a lease.</summary>
public abstract record LeaseOutcome
{
    private LeaseOutcome()
    {
    }

    /// <summary>It holds.</summary>
    /// <param name="Leases">The task's leases afterwards.</param>
    /// <param name="Lease">The lease.</param>
    public sealed record Held(TaskLeases Leases, Lease Lease) : LeaseOutcome;

    /// <summary>It does not.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(LeaseRefusal Reason) : LeaseOutcome;
}
