namespace Render.Local.Durable;

/// <summary>What is to be done at an instant, in memory. Its rows in the file bring it back after a restart.</summary>
internal sealed class DueQueue : IDisposable
{
    /// <summary>The clock may be set forward while nobody waits for it; so it is looked at this often.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(long Instance, int Generation, int Sequence), (long Due, long Order)> _queue = new();
    private readonly Dictionary<(long Instance, int Generation, int Sequence), Action> _live = [];
    private readonly EngineClock _clock;
    private readonly ITimer _timer;
    private long _order;
    private bool _closed;

    internal DueQueue(EngineClock clock, TimeProvider time)
    {
        _clock = clock;
        _timer = time.CreateTimer(static state => ((DueQueue)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs <paramref name="action"/> once, at <paramref name="due"/> (UTC ticks) or at once where that is past.</summary>
    internal void Add((long Instance, int Generation, int Sequence) key, long due, Action action)
    {
        lock (_lock)
        {
            _live[key] = action;
            _queue.Enqueue(key, (due, _order++));
        }

        Fire();
    }

    /// <summary>Forgets an entry. Its place is swept later, once half of the queue is such places.</summary>
    internal void Remove((long Instance, int Generation, int Sequence) key)
    {
        lock (_lock)
        {
            if (!_live.Remove(key) || _queue.Count < 2 * _live.Count + 1_000)
            {
                return;
            }

            var kept = _queue.UnorderedItems.Where(item => _live.ContainsKey(item.Element)).ToArray();
            _queue.Clear();
            _queue.EnqueueRange(kept);
        }
    }

    /// <summary>Places held, those of removed entries included.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Nothing fires any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _timer.Dispose();
    }

    private void Fire()
    {
        while (TakeDue() is { } action)
        {
            action();
        }
    }

    private Action? TakeDue()
    {
        lock (_lock)
        {
            while (!_closed && _queue.TryPeek(out var key, out var place))
            {
                if (!_live.TryGetValue(key, out var action))
                {
                    _queue.Dequeue();
                    continue;
                }

                if (!Passed(place.Due))
                {
                    return null;
                }

                _queue.Dequeue();
                _live.Remove(key);
                return action;
            }

            return null;
        }
    }

    /// <summary>Whether an instant is past; where it is not, the timer is armed for it.</summary>
    private bool Passed(long due)
    {
        for (var wait = due - _clock.Now; wait > 0;)
        {
            // Rounded up, since timers count in milliseconds and must not fire early.
            var span = TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(Math.Min(wait, LongestWait.Ticks)).TotalMilliseconds));
            _timer.Change(span, Timeout.InfiniteTimeSpan);

            // Time that went by between the reading and the arming would be slept twice: so the clock is read again.
            var left = due - _clock.Now;
            if (left > 0 && wait - left < TimeSpan.TicksPerMillisecond)
            {
                return false;
            }

            wait = left;
        }

        return true;
    }
}
