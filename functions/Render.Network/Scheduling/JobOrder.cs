namespace Render.Network.Scheduling;

/// <summary>
/// Which job of a tier is served first: jobs that would not be done in time (<see cref="Due"/>) with the nodes that they have, the earliest first (which meets
/// all deadlines where any order does: Jackson 1955, Horn 1974); then the job with the least speed attached to it for its weight; then the lowest id.
/// The tiers themselves take turns by <see cref="TierOrder"/>.
/// </summary>
/// <remarks>A job is urgent only until it has the speed that its quote was priced for, so that no deadline takes more than it paid for.</remarks>
public sealed class JobOrder : IComparer<JobCandidate>
{
    private JobOrder()
    {
    }

    /// <summary>The order.</summary>
    public static JobOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(JobCandidate? x, JobCandidate? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byUrgency = y.IsBehind.CompareTo(x.IsBehind);
        if (byUrgency != 0)
            return byUrgency;
        var byDeadline = x.IsBehind ? x.Due!.Value.AtMillis.CompareTo(y.Due!.Value.AtMillis) : 0;
        if (byDeadline != 0)
            return byDeadline;
        // speed₁ / weight₁ against speed₂ / weight₂, without dividing.
        var byShare = ((Int128)x.Attached.SpeedMilli * Math.Max(1, y.Weight)).CompareTo((Int128)y.Attached.SpeedMilli * Math.Max(1, x.Weight));
        return byShare != 0 ? byShare : x.Needs.Job.CompareTo(y.Needs.Job);
    }
}
