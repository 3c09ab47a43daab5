using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>A node that could audit: fit for the task when the challenge was drawn.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Weight">Its share of the draw, 1 or more: the same for all draws uniformly, more for a node that holds the scene.</param>
public sealed record AuditorCandidate(NodeId Node, OperatorId Operator, uint Weight);
