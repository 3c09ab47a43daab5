namespace Render.Network.Scheduling;

/// <summary>A node that could take a task.</summary>
/// <param name="Node">The node.</param>
/// <param name="Score">How well it suits.</param>
public sealed record RankedNode(NodeFacts Node, Score Score);
