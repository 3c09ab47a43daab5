using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>A node's accepted and paid work, on which emission is shared.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="MicroWorkUnits">Millionths of a work unit.</param>
public sealed record NodeEmissionWork(NodeId Node, OperatorId Operator, ulong MicroWorkUnits);
