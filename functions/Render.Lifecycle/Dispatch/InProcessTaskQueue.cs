using System.Collections.Concurrent;
using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Dispatch;

/// <summary><see cref="ITaskQueue"/> within one process: nodes that wait over HTTP wait here.</summary>
/// <remarks>A pool keeps at most <see cref="Capacity"/> wake-ups that nobody has taken; a restart forgets them, and waiters time out and look for themselves.</remarks>
/// <param name="time">The clock of the timeouts.</param>
public sealed class InProcessTaskQueue(TimeProvider time) : ITaskQueue
{
    /// <summary>The most wake-ups kept for a pool.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Pool> _pools = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task Enqueue(string pool, int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        _pools.GetOrAdd(pool, static _ => new Pool()).Wake(count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = _pools.GetOrAdd(pool, static _ => new Pool());
        var waiter = entry.TryTake();
        if (waiter.Task.IsCompleted)
        {
            return true;
        }

        if (timeout <= TimeSpan.Zero)
        {
            // Whoever gives up tries to end the wait; a wake-up that was faster counts.
            return !waiter.TrySetResult(false) && await waiter.Task;
        }

        await using var timer = time.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), waiter, timeout, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(token), waiter);
        return await waiter.Task;
    }

    private sealed class Pool
    {
        private readonly Lock _lock = new();
        private readonly Queue<TaskCompletionSource<bool>> _waiters = new();
        private int _available;

        internal TaskCompletionSource<bool> TryTake()
        {
            var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_available > 0)
                {
                    _available--;
                    waiter.SetResult(true);
                    return waiter;
                }

                DropEnded();
                _waiters.Enqueue(waiter);
                return waiter;
            }
        }

        internal void Wake(int count)
        {
            lock (_lock)
            {
                while (count > 0 && _waiters.TryDequeue(out var waiter))
                {
                    // One that timed out or was cancelled uses up no wake-up.
                    count -= waiter.TrySetResult(true) ? 1 : 0;
                }

                _available = (int)Math.Min(Capacity, _available + (long)count);
            }
        }

        /// <summary>Waiters that gave up leave here, so that a pool nobody wakes does not grow.</summary>
        private void DropEnded()
        {
            while (_waiters.TryPeek(out var oldest) && oldest.Task.IsCompleted)
            {
                _waiters.Dequeue();
            }
        }
    }
}
