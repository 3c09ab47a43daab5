using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A task's leases: those that hold, and the number of the last one ever granted.</summary>
/// <param name="LastFencing">Number of the last lease granted, 0 before the first. Never falls.</param>
/// <param name="Active">Leases that hold, oldest first.</param>
public sealed record TaskLeases(long LastFencing, ImmutableArray<Lease> Active)
{
    /// <summary>A task that nobody ever held.</summary>
    public static TaskLeases None { get; } = new(0, []);

    /// <summary>The active lease of that id; null where there is none.</summary>
    public Lease? Find(LeaseId id) => Active.FirstOrDefault(lease => lease.Id == id);

    /// <inheritdoc/>
    public bool Equals(TaskLeases? other) => other is not null && LastFencing == other.LastFencing && Active.AsSpan().SequenceEqual(other.Active.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LastFencing, Active.Length);
}
