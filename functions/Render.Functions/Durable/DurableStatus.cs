using System.Text.Json;
using Microsoft.DurableTask.Client;
using Render.Lifecycle;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary>An orchestration as a workflow's status. Pure.</summary>
internal static class DurableStatus
{
    /// <summary>The status.</summary>
    /// <param name="instance">As read with its input and output.</param>
    /// <param name="catalog">Tells which versions this build knows.</param>
    public static WorkflowStatus Of(OrchestrationMetadata instance, WorkflowCatalog catalog)
    {
        var start = instance.SerializedInput is { } input ? JsonSerializer.Deserialize<WorkflowStart>(input, LifecycleJson.Options) : null;
        var state = State(instance.RuntimeStatus);
        return new WorkflowStatus(
            instance.InstanceId, instance.Name, state, instance.CreatedAt, instance.LastUpdatedAt, start?.Input ?? default,
            state == WorkflowState.Completed ? DurableJson.Parse(instance.SerializedOutput) : null,
            DurableJson.Parse(instance.SerializedCustomStatus) is { ValueKind: not JsonValueKind.Null } status ? status : null,
            Error(instance, state), start?.Parent, start?.Version ?? 1,
            state is WorkflowState.Pending or WorkflowState.Running && start is not null ? catalog.WhyHeld(instance.Name, start.Version) : null);
    }

    private static string? Error(OrchestrationMetadata instance, WorkflowState state) => state switch
    {
        WorkflowState.Failed => DurableErrors.Text(instance.FailureDetails),
        // The reason was passed as the terminated instance's output.
        WorkflowState.Cancelled => DurableJson.Parse(instance.SerializedOutput) is { ValueKind: JsonValueKind.String } reason ? reason.GetString() : instance.SerializedOutput,
        _ => null,
    };

    private static WorkflowState State(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => WorkflowState.Pending,
        OrchestrationRuntimeStatus.Completed => WorkflowState.Completed,
        OrchestrationRuntimeStatus.Failed => WorkflowState.Failed,
        OrchestrationRuntimeStatus.Terminated => WorkflowState.Cancelled,
        // A suspended instance goes on when it is resumed.
        _ => WorkflowState.Running,
    };
}
