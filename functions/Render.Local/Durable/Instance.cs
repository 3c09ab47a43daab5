namespace Render.Local.Durable;

/// <summary>An instance's place in memory: its mailbox, and its run between turns.</summary>
internal sealed class Instance(long key)
{
    private readonly Lock _lock = new();
    private List<TurnEvent> _mailbox = [];
    private bool _inbox;
    private bool _busy;
    private bool _gone;

    /// <summary>Its number in the file.</summary>
    internal long Key { get; } = key;

    /// <summary>As of the last recorded turn; null before it is loaded. Touched by its turn only.</summary>
    internal InstanceRow? Row { get; set; }

    /// <summary>The workflow between turns; null where the next turn must replay. Touched by its turn only.</summary>
    internal WorkflowRun? Run { get; set; }

    /// <summary>Grows with each turn; tells the evictor whether the instance rested since.</summary>
    internal int Stamp { get; private set; }

    /// <summary>Adds an event, or word of an unread inbox where null.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="mustRun">True where the caller is to run its turns now.</param>
    /// <returns>False where this object has left memory: take the next one.</returns>
    internal bool TryPost(TurnEvent? happened, out bool mustRun)
    {
        lock (_lock)
        {
            mustRun = false;
            if (_gone)
            {
                return false;
            }

            if (happened is null)
            {
                _inbox = true;
            }
            else
            {
                _mailbox.Add(happened);
            }

            mustRun = !_busy;
            _busy = true;
            return true;
        }
    }

    /// <summary>Takes all that waits; false, and no longer busy, where nothing does.</summary>
    internal bool TryTake(out List<TurnEvent> events, out bool inbox)
    {
        lock (_lock)
        {
            (events, inbox) = (_mailbox, _inbox);
            if (events.Count == 0 && !inbox)
            {
                _busy = false;
                return false;
            }

            _mailbox = [];
            _inbox = false;
            Stamp++;
            return true;
        }
    }

    /// <summary>Puts back what a turn took that could not be recorded.</summary>
    internal void PutBack(List<TurnEvent> events, bool inbox)
    {
        lock (_lock)
        {
            _mailbox.InsertRange(0, events);
            _inbox |= inbox;
        }
    }

    /// <summary>Leaves memory for good; the caller is its turn, and what waits is for nobody.</summary>
    internal void Retire()
    {
        lock (_lock)
        {
            _mailbox.Clear();
            _gone = true;
            _busy = false;
        }
    }

    /// <summary>Leaves memory, where it rests since <paramref name="stamp"/>.</summary>
    internal bool TryEvict(int stamp)
    {
        lock (_lock)
        {
            if (_busy || _gone || Stamp != stamp)
            {
                return false;
            }

            _gone = true;
            return true;
        }
    }
}
