using Azure.Storage.Queues.Models;

namespace Render.Storage.Queues;

/// <summary>Those of this process that wait for one pool's wake-ups, first come, first served. While anybody waits, one loop asks the queue for all of them.</summary>
/// <param name="queue">The pool's queue.</param>
/// <param name="options">Bounds and pauses.</param>
/// <param name="time">The clock of pauses and timeouts.</param>
/// <param name="stop">Ends the loop.</param>
internal sealed class WakePool(WakeQueue queue, AzureTaskQueueOptions options, TimeProvider time, CancellationToken stop)
{
    private const int SentAtOnce = 8;

    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiters = new();
    private TaskCompletionSource _bell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _looks;
    private bool _rung = true;
    private TimeSpan _pause = options.FirstPause;
    private long _looked;
    private long _used = time.GetTimestamp();
    private int _kept;

    /// <summary>The queue's name.</summary>
    public string Queue => queue.Name;

    /// <summary>The loop; completed while nobody waits.</summary>
    public Task Loop { get; private set; } = Task.CompletedTask;

    /// <summary>Whether somebody waits, or did or sent something not long ago.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_gate)
                return Waiting > 0 || time.GetElapsedTime(_used) < options.Idle;
        }
    }

    private int Waiting => _waiters.Count(static waiter => !waiter.Task.IsCompleted);

    /// <summary>Sends wake-ups, as many as there is room for. Where the queue takes none just now, those of this process are woken without it.</summary>
    public async Task Send(int count, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _used, time.GetTimestamp());
        var missed = 0;
        await Parallel.ForAsync(
            0, await Room(count, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = cancellationToken },
            async (_, cancelled) =>
            {
                if (await queue.Send(cancelled))
                    Interlocked.Increment(ref _kept);
                else
                    Interlocked.Increment(ref missed);
            });
        while (missed-- > 0 && TryWake())
        {
        }

        Ring();
    }

    /// <summary>Waits for a wake-up.</summary>
    public async Task<bool> Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _used, time.GetTimestamp());
        if (timeout <= TimeSpan.Zero)
            return await LookOnce(cancellationToken);
        // Whoever is first ends the wait: a wake-up, the clock, or the caller.
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = time.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), waiter, timeout, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(token), waiter);
        Join(waiter);
        try
        {
            return await waiter.Task;
        }
        finally
        {
            Stir();
        }
    }

    /// <summary>Lets the loop see that nobody waits any more, or that it shall end.</summary>
    public void Stir()
    {
        lock (_gate)
            if (Waiting == 0 || stop.IsCancellationRequested)
                _bell.TrySetResult();
    }

    private void Join(TaskCompletionSource<bool> waiter)
    {
        lock (_gate)
        {
            _waiters.Enqueue(waiter);
            if (_looks || stop.IsCancellationRequested)
                return;
            _looks = true;
            // The loop serves all who come, not only the request that began it.
            using (ExecutionContext.SuppressFlow())
                Loop = Task.Run(Look, CancellationToken.None);
        }
    }

    /// <summary>A wake-up of this process is in the queue: looked for at once.</summary>
    private void Ring()
    {
        lock (_gate)
        {
            (_rung, _pause) = (true, options.FirstPause);
            _bell.TrySetResult();
        }
    }

    private async Task Look()
    {
        try
        {
            while (Next() is (var wanted, var pause, var bell))
                if (pause > TimeSpan.Zero)
                    await bell.WaitAsync(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                else
                    Looked(await Deliver(wanted));
        }
        catch (Exception e)
        {
            // Not an outage but a fault, such as a refused identity: whoever waits is told.
            lock (_gate)
            {
                _looks = false;
                while (_waiters.TryDequeue(out var waiter))
                    waiter.TrySetException(e);
            }
        }
    }

    /// <summary>What the loop does next; null: nobody waits, and it ends.</summary>
    private (int Wanted, TimeSpan Pause, Task Bell)? Next()
    {
        lock (_gate)
        {
            while (_waiters.TryPeek(out var oldest) && oldest.Task.IsCompleted)
                _waiters.Dequeue();
            var wanted = Waiting;
            if (wanted == 0 || stop.IsCancellationRequested)
            {
                _looks = false;
                return null;
            }

            var pause = _rung ? TimeSpan.Zero : _pause - time.GetElapsedTime(_looked);
            if (pause <= TimeSpan.Zero)
                _rung = false;
            if (_bell.Task.IsCompleted)
                _bell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (wanted, pause, _bell.Task);
        }
    }

    private void Looked(bool? found)
    {
        lock (_gate)
        {
            _looked = time.GetTimestamp();
            _pause = found switch
            {
                true => options.FirstPause,
                false => 2 * _pause < options.LongestPause ? 2 * _pause : options.LongestPause,
                null => options.LongestPause,
            };
        }
    }

    /// <summary>Whether wake-ups were found; null where the queue did not answer.</summary>
    private async Task<bool?> Deliver(int wanted)
    {
        if (await queue.Receive(wanted) is not { } found)
            return null;
        Received(found.Length);
        // Passed on first, then deleted: the way to the node is the shorter for it, and a wake-up that comes twice is harmless.
        await Task.WhenAll(found.Select(message => TryWake() ? queue.Delete(message) : Return(message)));
        return found.Length > 0;
    }

    private async Task<bool> LookOnce(CancellationToken cancellationToken)
    {
        if (await queue.Receive(1) is not [var message])
            return false;
        Received(1);
        if (cancellationToken.IsCancellationRequested)
        {
            await Return(message);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await queue.Delete(message);
        return true;
    }

    /// <summary>The waiter that it was meant for is gone: it is nobody's yet.</summary>
    private Task Return(QueueMessage message)
    {
        Interlocked.Increment(ref _kept);
        return queue.PutBack(message);
    }

    private bool TryWake()
    {
        lock (_gate)
            while (_waiters.TryDequeue(out var waiter))
                if (waiter.TrySetResult(true))
                    return true;
        return false;
    }

    private void Received(int count)
    {
        if (Interlocked.Add(ref _kept, -count) < 0)
            Interlocked.Exchange(ref _kept, 0);
    }

    /// <summary>How many of <paramref name="count"/> wake-ups fit. What others took and what ran out is only asked for when it matters.</summary>
    private async Task<int> Room(int count, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _kept) + (long)count > options.Capacity)
            Volatile.Write(ref _kept, await queue.Count(cancellationToken) ?? 0);
        return Math.Clamp(options.Capacity - Volatile.Read(ref _kept), 0, count);
    }
}
