namespace Render.Network.Scheduling;

/// <summary>Which job is served first: the highest tier, then the job with the least speed attached to it for its weight, then the lowest id.</summary>
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
        var byTier = y.Needs.Tier.CompareTo(x.Needs.Tier);
        if (byTier != 0)
            return byTier;
        // speed₁ / weight₁ against speed₂ / weight₂, without dividing.
        var byShare = ((Int128)x.AttachedSpeedMilli * Math.Max(1, y.Weight)).CompareTo((Int128)y.AttachedSpeedMilli * Math.Max(1, x.Weight));
        return byShare != 0 ? byShare : x.Needs.Job.CompareTo(y.Needs.Job);
    }
}
