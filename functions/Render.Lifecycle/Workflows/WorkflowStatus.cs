using System.Text.Json;

namespace Render.Lifecycle.Workflows;

/// <summary>An instance as seen from outside, as of its last recorded turn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Updated">When its last turn began.</param>
/// <param name="Input">Its input as JSON.</param>
/// <param name="Output">Its result as JSON, once completed.</param>
/// <param name="CustomStatus">What it last passed to <see cref="IWorkflowContext.SetStatus"/>, as JSON.</param>
/// <param name="Error">Why it failed or was cancelled.</param>
/// <param name="ParentId">The instance it is a part of.</param>
/// <param name="Version">The version of the workflow's code that it runs on.</param>
/// <param name="Held">Why it does not go on although it is not final: this build does not know its version. Null where nothing holds it.</param>
public sealed record WorkflowStatus(
    string Id,
    string Name,
    WorkflowState State,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    JsonElement Input,
    JsonElement? Output,
    JsonElement? CustomStatus,
    string? Error,
    string? ParentId,
    int Version = 1,
    string? Held = null)
{
    /// <summary>Whether it will never change again.</summary>
    public bool IsFinal => State is WorkflowState.Completed or WorkflowState.Failed or WorkflowState.Cancelled;

    /// <summary>The result of a completed instance.</summary>
    /// <exception cref="InvalidOperationException">It has not completed.</exception>
    public T ReadOutput<T>() => Output is { } output
        ? output.Deserialize<T>(LifecycleJson.Options)!
        : throw new InvalidOperationException($"Workflow {Id} is {State}: {Error ?? "no result"}.");

    /// <summary>The custom status; the default where none was set.</summary>
    public T? ReadCustomStatus<T>() => CustomStatus is { } status ? status.Deserialize<T>(LifecycleJson.Options) : default;
}
