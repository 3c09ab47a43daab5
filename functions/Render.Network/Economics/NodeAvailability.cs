using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>How often a staked node answered random wake-up tasks in an epoch.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Answered">Wake-ups answered in time.</param>
public sealed record NodeAvailability(NodeId Node, OperatorId Operator, uint Answered);
