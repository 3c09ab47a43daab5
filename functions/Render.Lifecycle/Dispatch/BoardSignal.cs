namespace Render.Lifecycle.Dispatch;

/// <summary>Wakes the board's background loops. Setting it twice wakes once; setting it while nobody waits is remembered.</summary>
internal sealed class BoardSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes all that wait.</summary>
    public void Set()
    {
        lock (gate)
            next.TrySetResult();
    }

    /// <summary>Completes when set, or after <paramref name="atMost"/>.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
            wait = next.Task;
        try
        {
            await wait.WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened for that long: the caller looks all the same.
        }

        lock (gate)
            if (next.Task.IsCompleted)
                next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
