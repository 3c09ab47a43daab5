namespace Render.Lifecycle.Workflows;

/// <summary>All that a workflow may touch. Every member is deterministic under replay.</summary>
/// <remarks>Members are called from the workflow's own flow only; a call from another thread throws. The shape is that of
/// Microsoft.DurableTask's orchestration context, so that one adapter runs the same workflows there.</remarks>
public interface IWorkflowContext
{
    /// <summary>The instance's id.</summary>
    string InstanceId { get; }

    /// <summary>The version of the workflow's code that this run began with, from 1: the newest one registered then.</summary>
    /// <remarks>It stays through restarts and newer builds; <see cref="ContinueAsNew{TIn}"/> moves on to the newest one. A sub-workflow begins with the newest version of its own name.</remarks>
    int Version { get; }

    /// <summary>The time at which the current turn began, in UTC; never earlier than in the turn before.</summary>
    DateTimeOffset Now { get; }

    /// <summary>True while recorded turns are run again; only for leaving out log lines.</summary>
    bool IsReplaying { get; }

    /// <summary>The next id of this instance; the same in every replay, and unique.</summary>
    Guid NewGuid();

    /// <summary>Calls an activity and completes with its result.</summary>
    /// <param name="name">The name it is registered under.</param>
    /// <param name="input">Its input; any JSON value.</param>
    /// <param name="retry">When it is tried again; null for a single attempt.</param>
    /// <exception cref="ActivityFailedException">The last allowed attempt failed (from the returned task).</exception>
    Task<TOut> CallActivity<TIn, TOut>(string name, TIn input, RetryPolicy? retry = null);

    /// <summary>Starts another workflow as a part of this one and completes with its result.</summary>
    /// <param name="name">The name it is registered under.</param>
    /// <param name="input">Its input; any JSON value.</param>
    /// <param name="instanceId">Its id; null for one derived from this instance's.</param>
    /// <exception cref="SubWorkflowFailedException">It failed, or the id is taken by another instance (from the returned task).</exception>
    /// <exception cref="WorkflowCancelledException">It was cancelled (from the returned task).</exception>
    Task<TOut> CallSubWorkflow<TIn, TOut>(string name, TIn input, string? instanceId = null);

    /// <summary>Completes in a later turn: at <paramref name="until"/>, or at once where that is past. Outlives restarts.</summary>
    /// <param name="until">An instant in UTC, usually <see cref="Now"/> plus a span.</param>
    /// <param name="cancellationToken">Drops the timer; the task is then cancelled. The token's source must be cancelled by the workflow itself.</param>
    Task CreateTimer(DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Completes with the next event of this name. Events that come early wait; events and waits of one name pair up in order.</summary>
    /// <param name="name">The event's name, compared by ordinal.</param>
    /// <param name="timeout">How long to wait at most; null for without end.</param>
    /// <param name="cancellationToken">Ends the wait; the token's source must be cancelled by the workflow itself.</param>
    /// <exception cref="TaskCanceledException">The timeout passed, or the token was cancelled (from the returned task). The event, should it come later, is kept for the next wait.</exception>
    Task<T> WaitForEvent<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Sets what <see cref="IWorkflows.GetStatus"/> shows as custom status from the end of this turn on.</summary>
    void SetStatus(object? status);

    /// <summary>Ends this run when the workflow returns and begins it anew with <paramref name="input"/>, the newest version of its code, an empty history and the events that nobody took.</summary>
    /// <remarks>Custom status and the keys of all events stay: a repeated event is a duplicate in every later generation. The workflow should return directly afterwards; its result is ignored. Outstanding timers and activities are dropped. On Durable Task an event that arrives while a run ends may come behind later ones.</remarks>
    void ContinueAsNew<TIn>(TIn input);
}
