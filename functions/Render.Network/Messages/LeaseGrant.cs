using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A hold on a task: the only ownership there is.</summary>
/// <param name="Id">The lease.</param>
/// <param name="Fencing">Grows with every lease of the task; an older one is refused.</param>
/// <param name="Expires">End unless renewed.</param>
public sealed record LeaseGrant(LeaseId Id, long Fencing, DateTimeOffset Expires);
