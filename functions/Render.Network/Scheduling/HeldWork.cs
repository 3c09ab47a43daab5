using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A lease under which a node renders, as it looks to whoever needs the node for something else.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Node">Its holder.</param>
/// <param name="Tier">Tier of the job that it is of.</param>
/// <param name="RemainingMillis">Time that the holder still needs; see <see cref="StragglerRule.Remaining"/>.</param>
/// <param name="Yields">How often it was asked to yield.</param>
public sealed record HeldWork(LeaseId Lease, NodeFacts Node, Tier Tier, long RemainingMillis, int Yields)
{
    /// <summary>Whether it could be asked: nobody races it, it has committed to nothing, it is not asked or parked already.</summary>
    public bool CanYield { get; init; } = true;
}
