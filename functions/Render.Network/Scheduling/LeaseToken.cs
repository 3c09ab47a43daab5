using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// What a node must present to act on a task: all of it equals what the task's lease says, or the lease no longer holds. Time never decides
/// who holds a task; the fencing number does, which grows with every lease of the task.
/// </summary>
/// <param name="Id">The lease.</param>
/// <param name="Node">Its holder, as proven by the request's signature.</param>
/// <param name="Fencing">The lease's number among the task's, 1 or more.</param>
public readonly record struct LeaseToken(LeaseId Id, NodeId Node, long Fencing);
