using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>What an operator is paid for one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who is paid.</param>
/// <param name="Amount">How much.</param>
public sealed record NodePayout(NodeId Node, OperatorId Operator, Tokens Amount);
