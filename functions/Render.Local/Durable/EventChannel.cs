namespace Render.Local.Durable;

/// <summary>Events and waits of one name: whichever comes first waits for the other.</summary>
internal sealed class EventChannel
{
    private readonly LinkedList<PendingCall> _waiters = new();

    /// <summary>Events that nobody has taken yet.</summary>
    internal Queue<InboxRow> Early { get; } = new();

    internal bool HasWaiter => _waiters.Count > 0;

    internal void Add(PendingCall waiter) => _waiters.AddLast(waiter);

    internal void Remove(PendingCall waiter) => _waiters.Remove(waiter);

    internal PendingCall TakeWaiter()
    {
        var first = _waiters.First!.Value;
        _waiters.RemoveFirst();
        return first;
    }
}
