namespace Render.Lifecycle.Workflows;

/// <summary>The value of a workflow or activity that takes or gives none.</summary>
public readonly record struct Nothing;
