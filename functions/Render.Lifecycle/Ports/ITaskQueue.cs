namespace Render.Lifecycle.Ports;

/// <summary>Wakes whoever waits for work. It carries no work: the lease is the only ownership, so a lost or repeated wake-up is harmless.</summary>
public interface ITaskQueue
{
    /// <summary>Wakes up to <paramref name="count"/> waiters of a pool, now or when they come; wake-ups beyond the adapter's bound are dropped.</summary>
    /// <param name="pool">Which waiters.</param>
    /// <param name="count">How many tasks became open, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Enqueue(string pool, int count = 1, CancellationToken cancellationToken = default);

    /// <summary>Completes with true at a wake-up, or with false after <paramref name="timeout"/>; in both cases the caller looks for work itself.</summary>
    /// <param name="pool">Which waiters.</param>
    /// <param name="timeout">Not negative.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>; no wake-up is used up then.</param>
    Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken = default);
}
