using Render.Network.Jobs;

namespace Render.Network.Reputation;

/// <summary>A failure that a node reported and signed: it could not do a job's work.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Error">The stable code of the error.</param>
public readonly record struct ReportedFailure(NodeId Node, OperatorId Operator, string Error);
