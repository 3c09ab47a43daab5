using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>A hold on a task.</summary>
/// <remarks>Renewals live in memory: after a restart every lease gets its full time once more, so a crash can only lengthen one.</remarks>
/// <param name="Id">The lease.</param>
/// <param name="Node">Its holder.</param>
/// <param name="Fencing">Its fencing token.</param>
/// <param name="Granted">When.</param>
/// <param name="Assignment">Why this node was chosen, in words and figures.</param>
public sealed record LeaseRecord(LeaseId Id, NodeId Node, long Fencing, DateTimeOffset Granted, string? Assignment)
{
    /// <summary>What its holder must present.</summary>
    internal LeaseToken Token => new(Id, Node, Fencing);
}
