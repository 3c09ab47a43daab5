namespace Render.Lifecycle.Workflows;

/// <summary>Which instances to list.</summary>
/// <param name="IdPrefix">Only ids that start so; null for all.</param>
/// <param name="State">Only this state; null for all.</param>
public sealed record WorkflowQuery(string? IdPrefix = null, WorkflowState? State = null);
