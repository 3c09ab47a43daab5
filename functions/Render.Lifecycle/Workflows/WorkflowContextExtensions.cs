namespace Render.Lifecycle.Workflows;

/// <summary>Shorter ways to say what <see cref="IWorkflowContext"/> does.</summary>
public static class WorkflowContextExtensions
{
    /// <summary>Calls an activity through its typed name.</summary>
    public static Task<TOut> CallActivity<TIn, TOut>(
        this IWorkflowContext context, ActivityName<TIn, TOut> activity, TIn input, RetryPolicy? retry = null) =>
        context.CallActivity<TIn, TOut>(activity.Name, input, retry);

    /// <summary>Starts a sub-workflow through its typed name.</summary>
    public static Task<TOut> CallSubWorkflow<TIn, TOut>(
        this IWorkflowContext context, WorkflowName<TIn, TOut> workflow, TIn input, string? instanceId = null) =>
        context.CallSubWorkflow<TIn, TOut>(workflow.Name, input, instanceId);

    /// <summary>Completes after <paramref name="delay"/>.</summary>
    public static Task CreateTimer(this IWorkflowContext context, TimeSpan delay, CancellationToken cancellationToken = default) =>
        context.CreateTimer(context.Now + delay, cancellationToken);

    /// <summary>Waits for an event and tells a timeout as a value instead of an exception.</summary>
    public static async Task<EventWait<T>> TryWaitForEvent<T>(this IWorkflowContext context, string name, TimeSpan timeout)
    {
        try
        {
            return new EventWait<T>(true, await context.WaitForEvent<T>(name, timeout));
        }
        catch (TaskCanceledException)
        {
            return default;
        }
    }
}
