namespace Render.Lifecycle.Workflows;

/// <summary>A step that acts on the world for a workflow.</summary>
/// <remarks>It runs at least once: after a crash a step whose end was not recorded runs again, so its effect must be idempotent by
/// <see cref="ActivityContext.Key"/> or by a key in its input. It may run on any thread, beside others.</remarks>
/// <typeparam name="TIn">Any JSON value, <see cref="Nothing"/> for none.</typeparam>
/// <typeparam name="TOut">Any JSON value, <see cref="Nothing"/> for none.</typeparam>
public interface IActivity<in TIn, TOut>
{
    /// <summary>Does the step.</summary>
    /// <param name="context">Who asks, and for the how-manieth time.</param>
    /// <param name="input">What the workflow passed.</param>
    /// <param name="cancellationToken">Signalled when the host stops (the step runs again after the restart) or when the instance is cancelled.</param>
    /// <exception cref="PermanentFailureException">Trying again cannot help: no further attempt is made.</exception>
    Task<TOut> Run(ActivityContext context, TIn input, CancellationToken cancellationToken);
}
