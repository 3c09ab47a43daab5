namespace Render.Lifecycle.Workflows;

/// <summary>Starts and steers workflow instances from outside. What it has acknowledged survives a crash.</summary>
public interface IWorkflows
{
    /// <summary>Starts an instance, once: where the id is known already, nothing happens.</summary>
    /// <param name="id">1 to 200 characters, unique for ever.</param>
    /// <param name="name">The workflow's registered name.</param>
    /// <param name="input">Its input; any JSON value.</param>
    /// <param name="cancellationToken">Gives up waiting; the instance may have been accepted.</param>
    /// <returns>True where this call started it; false where the id was known.</returns>
    /// <exception cref="UnknownNameException">No such workflow.</exception>
    /// <exception cref="WorkflowConflictException">The id belongs to an instance of another workflow.</exception>
    Task<bool> Start<TIn>(string id, string name, TIn input, CancellationToken cancellationToken = default);

    /// <summary>Hands an event to an instance, once per key.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="payload">Any JSON value.</param>
    /// <param name="eventKey">Unique within the instance for what happened; repeating it is a no-op.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may have been accepted.</param>
    /// <returns>What became of it.</returns>
    Task<RaiseResult> RaiseEvent<T>(string id, string name, T payload, string eventKey, CancellationToken cancellationToken = default);

    /// <summary>The instance's status; null where the id is unknown.</summary>
    Task<WorkflowStatus?> GetStatus(string id, CancellationToken cancellationToken = default);

    /// <summary>Completes when the instance is final.</summary>
    /// <exception cref="KeyNotFoundException">The id is unknown.</exception>
    Task<WorkflowStatus> WaitForCompletion(string id, CancellationToken cancellationToken = default);

    /// <summary>Ends the instance and all its sub-workflows as cancelled, without running their code again: a workflow that must clean up listens to an event of its own instead. A final instance stays as it is.</summary>
    /// <returns>False where the id is unknown or the instance is final.</returns>
    Task<bool> Cancel(string id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Instances, ordered by id (ordinal).</summary>
    IAsyncEnumerable<WorkflowStatus> List(WorkflowQuery query, CancellationToken cancellationToken = default);
}
