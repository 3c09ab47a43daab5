namespace Render.Lifecycle.Workflows;

/// <summary>A workflow awaited something that its context did not make, or used its context outside its own flow.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="what">What was seen.</param>
public sealed class ForeignAwaitException(string instanceId, string what)
    : Exception($"Workflow {instanceId} {what}. A workflow awaits only tasks of its context, without ConfigureAwait(false); anything else belongs in an activity.")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;
}
