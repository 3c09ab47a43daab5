namespace Render.Lifecycle.Workflows;

/// <summary>The awaited workflow was cancelled.</summary>
/// <param name="instanceId">Its id.</param>
/// <param name="reason">Why, as passed to <see cref="IWorkflows.Cancel"/>.</param>
public sealed class WorkflowCancelledException(string instanceId, string reason)
    : Exception($"Workflow {instanceId} was cancelled: {reason}")
{
    /// <summary>Its id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Why, where the engine tells the waiting workflow; the cancelled one's status has it in any case.</summary>
    public string Reason { get; } = reason;
}
