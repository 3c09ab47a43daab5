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

    /// <summary>Work of one of its last tasks, which may be cut finer; null: they are like the others.</summary>
    public WorkUnits? LastTaskWork { get; init; }

    /// <summary>By when it should be done; null: whenever its turn comes.</summary>
    public Due? Due { get; init; }

    /// <summary>All nodes that take work: who might take its tasks while nobody does.</summary>
    public Workforce Fleet { get; init; }

    /// <summary>
    /// Time in which its open tasks could all be handed out with all nodes that are fit for it, beside the other jobs, milliseconds; null where that is not known.
    /// </summary>
    public long? SoonestMillis { get; init; }

    /// <summary>When one of its tasks was last handed out, or it came, on the scheduler's monotonic clock, milliseconds.</summary>
    public long ServedMillis { get; init; }

    /// <summary>Whether the nodes at work on it are too slow for the time by which it should be done, while the network is not.</summary>
    public bool IsBehind => Due is { } due && Attached.SpeedMilli < due.NeededSpeedMilli;

    /// <summary>Whether it is behind because few nodes are fit for it: they should serve it while others can do the rest.</summary>
    public bool IsScarce => IsBehind && Due is { IsFirm: false };
}
