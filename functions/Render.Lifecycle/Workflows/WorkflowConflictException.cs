namespace Render.Lifecycle.Workflows;

/// <summary>An id is asked for a workflow but belongs to an instance of another.</summary>
/// <param name="instanceId">The id.</param>
/// <param name="existing">The workflow it belongs to.</param>
/// <param name="asked">The workflow asked for.</param>
public sealed class WorkflowConflictException(string instanceId, string existing, string asked)
    : Exception($"Instance {instanceId} is a '{existing}' already and cannot become a '{asked}'.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}
