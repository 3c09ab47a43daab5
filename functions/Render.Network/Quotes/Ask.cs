using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>A node's offer to take work.</summary>
/// <param name="Node">The node.</param>
/// <param name="PerUnit">The least it takes for a work unit.</param>
/// <param name="SpeedMilli">Thousandths of a work unit that it does in a second.</param>
public sealed record Ask(NodeId Node, Tokens PerUnit, long SpeedMilli);
