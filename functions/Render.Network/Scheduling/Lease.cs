using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A task held by a node: the only ownership there is.</summary>
/// <param name="Id">The lease.</param>
/// <param name="Task">The task.</param>
/// <param name="Node">The node.</param>
/// <param name="Fencing">Number of this lease among the task's: a later one is larger.</param>
/// <param name="Granted">When it was granted, by the coordinator's clock.</param>
/// <param name="Expires">When others may take the task, unless it is renewed before.</param>
public sealed record Lease(LeaseId Id, TaskId Task, NodeId Node, long Fencing, DateTimeOffset Granted, DateTimeOffset Expires);
