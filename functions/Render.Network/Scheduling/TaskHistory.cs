using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Who has had to do with a task already.</summary>
/// <param name="Tried">Nodes that held it and brought no accepted result: it never returns to them.</param>
/// <param name="ReplicaOperators">Operators of nodes that hold it or rendered it as another replica.</param>
public sealed record TaskHistory(ImmutableHashSet<NodeId> Tried, ImmutableHashSet<OperatorId> ReplicaOperators)
{
    /// <summary>Nobody yet.</summary>
    public static TaskHistory None { get; } = new([], []);
}
