using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A job that has open tasks.</summary>
/// <param name="Needs">What it demands.</param>
/// <param name="Attached">The nodes that hold its leases.</param>
/// <param name="Weight">Its share among jobs of its tier, 1 or more.</param>
public sealed record JobCandidate(JobNeeds Needs, Workforce Attached, int Weight = 1)
{
    /// <summary>Work of its open tasks.</summary>
    public WorkUnits OpenWork { get; init; }

    /// <summary>Work of one of them, the largest.</summary>
    public WorkUnits TaskWork { get; init; }

    /// <summary>Its deadline; null: none.</summary>
    public Due? Due { get; init; }

    /// <summary>Whether the nodes at work on it are too slow for its deadline, while the network is not.</summary>
    public bool IsBehind => Due is { } due && Attached.SpeedMilli < due.NeededSpeedMilli;
}
