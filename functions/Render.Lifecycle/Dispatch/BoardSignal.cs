namespace Render.Lifecycle.Dispatch;

/// <summary>Tells the background loops that the board has changed. Each loop remembers which change it saw last, so none misses one.</summary>
internal sealed class BoardSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waited;
    private long changes;

    /// <summary>Number of changes so far.</summary>
    public long Changes
    {
        get
        {
            lock (gate)
                return changes;
        }
    }

    /// <summary>Notes a change and wakes all that wait.</summary>
    public void Set()
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            changes++;
            (wake, waited) = (waited, null);
        }

        wake?.TrySetResult();
    }

    /// <summary>Completes once there are more changes than <paramref name="seen"/>, or after <paramref name="atMost"/>.</summary>
    public async Task Wait(long seen, TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
        {
            if (changes > seen)
                return;
            waited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = waited.Task;
        }

        try
        {
            await wait.WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened for that long: the caller looks all the same.
        }
    }
}
