namespace Render.Local.Durable;

/// <summary>Runs a workflow's continuations one after another on the thread of its turn, and notices those that come from elsewhere.</summary>
/// <param name="onForeign">Told when something was posted outside the turn.</param>
internal sealed class TurnSynchronizationContext(Action onForeign) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private volatile int _thread;

    /// <summary>Whether the caller is the turn.</summary>
    internal bool IsHere => _thread == Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            // The continuation of something awaited that is not of the context. It never runs: the instance has failed.
            onForeign();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsHere)
        {
            onForeign();
            return;
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Makes the calling thread the turn's until disposed.</summary>
    internal Scope Enter()
    {
        var previous = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        return new Scope(this, previous);
    }

    /// <summary>Runs what is queued, and what that queues.</summary>
    internal void Drain()
    {
        while (_queue.TryDequeue(out var work))
        {
            work.Callback(work.State);
        }
    }

    internal readonly struct Scope(TurnSynchronizationContext context, SynchronizationContext? previous) : IDisposable
    {
        public void Dispose()
        {
            context._thread = 0;
            SetSynchronizationContext(previous);
        }
    }
}
