namespace Render.Lifecycle.Workflows;

/// <summary>A sub-workflow ended as failed.</summary>
/// <param name="workflow">Its name.</param>
/// <param name="instanceId">Its id.</param>
/// <param name="error">The reason it failed with.</param>
public sealed class SubWorkflowFailedException(string workflow, string instanceId, string error)
    : Exception($"Sub-workflow '{workflow}' ({instanceId}) failed: {error}")
{
    /// <summary>Its name.</summary>
    public string Workflow { get; } = workflow;

    /// <summary>Its id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The reason it failed with.</summary>
    public string Error { get; } = error;
}
