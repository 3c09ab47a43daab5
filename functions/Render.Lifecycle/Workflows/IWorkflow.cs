namespace Render.Lifecycle.Workflows;

/// <summary>A durable story, told once and replayed after a crash.</summary>
/// <remarks>Its code must be deterministic: time, ids and randomness come from the context, and it awaits only tasks that the
/// context made (and <see cref="Task.WhenAll(Task[])"/> or <see cref="Task.WhenAny(Task[])"/> over them), never with
/// <c>ConfigureAwait(false)</c>. Everything else belongs in an activity.</remarks>
/// <typeparam name="TIn">What it starts from; any JSON value.</typeparam>
/// <typeparam name="TOut">What it ends with; any JSON value, <see cref="Nothing"/> for none.</typeparam>
public interface IWorkflow<in TIn, TOut>
{
    /// <summary>Runs the story from its start. An exception that leaves it ends the instance as <see cref="WorkflowState.Failed"/>.</summary>
    Task<TOut> Run(IWorkflowContext context, TIn input);
}
