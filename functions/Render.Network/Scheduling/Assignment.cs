using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A task for a node, and why.</summary>
/// <param name="Task">The task.</param>
/// <param name="Node">The node.</param>
/// <param name="Score">How well they suit each other.</param>
/// <param name="PassedOver">Jobs that stood before it, the first few.</param>
/// <param name="Explanation">The reasons in one line.</param>
public sealed record Assignment(TaskId Task, NodeId Node, Score Score, ImmutableArray<PassedOver> PassedOver, string Explanation);
