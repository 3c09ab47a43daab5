namespace Render.Network.Scheduling;

/// <summary>A job that has open tasks.</summary>
/// <param name="Needs">What it demands.</param>
/// <param name="AttachedSpeedMilli">Speed of the nodes that hold its leases, thousandths of a work unit a second.</param>
/// <param name="Weight">Its share among jobs of its tier, 1 or more.</param>
public sealed record JobCandidate(JobNeeds Needs, long AttachedSpeedMilli, int Weight = 1);
