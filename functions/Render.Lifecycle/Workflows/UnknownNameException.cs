namespace Render.Lifecycle.Workflows;

/// <summary>A workflow or activity was asked for that this host has not registered.</summary>
/// <param name="kind">"workflow" or "activity".</param>
/// <param name="name">The name asked for.</param>
public sealed class UnknownNameException(string kind, string name)
    : Exception($"No {kind} named '{name}' is registered; add it to the {nameof(WorkflowCatalog)} of this host.")
{
    /// <summary>The name asked for.</summary>
    public string Name { get; } = name;
}
