using System.Text.Json;

namespace Render.Functions.Durable;

/// <summary>The events of one name: those that came and wait, or the waits that nobody has answered, each in order.</summary>
internal sealed class EventLine
{
    private readonly LinkedList<TaskCompletionSource<JsonElement>> waits = [];
    private readonly Queue<RaisedEvent> early = [];

    /// <summary>Events that nobody took yet.</summary>
    public IEnumerable<RaisedEvent> Early => early;

    /// <summary>Hands an event to the oldest wait, or keeps it.</summary>
    public void Deliver(RaisedEvent raised)
    {
        if (waits.First is not { } first)
        {
            early.Enqueue(raised);
            return;
        }

        waits.RemoveFirst();
        first.Value.SetResult(raised.Payload);
    }

    /// <summary>The next event that came already.</summary>
    public bool TryTake(out JsonElement payload)
    {
        var found = early.TryDequeue(out var raised);
        payload = found ? raised!.Payload : default;
        return found;
    }

    /// <summary>Begins to wait.</summary>
    public LinkedListNode<TaskCompletionSource<JsonElement>> Wait() => waits.AddLast(new TaskCompletionSource<JsonElement>());

    /// <summary>Ends a wait that got nothing; the next event is somebody else's.</summary>
    /// <returns>False where it got its event already.</returns>
    public bool GiveUp(LinkedListNode<TaskCompletionSource<JsonElement>> wait)
    {
        if (wait.List is null)
            return false;
        waits.Remove(wait);
        return true;
    }
}
