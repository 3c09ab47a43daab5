namespace Render.Network.Messages;

/// <summary>Work leased to the node that asked; empty: none now.</summary>
/// <param name="Assignments">At most as many as asked for.</param>
public sealed record WorkAssigned(IReadOnlyList<WorkAssignment> Assignments);
