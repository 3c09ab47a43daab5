namespace Render.Local.Durable;

/// <summary>A clock that never goes back.</summary>
/// <remarks>
/// It shows the system's time as long as that moves on. When the system's clock is set back, it goes on from where it was at the
/// pace of the monotonic counter, until the system's time has caught up; when set forward, it follows. After a restart it starts no
/// earlier than the last recorded turn. So a timer fires once, after at least the time it was set for as this clock counts, and a
/// clock set back by a day delays no timer by a day.
/// </remarks>
/// <param name="time">The system's clock.</param>
/// <param name="notBefore">The last recorded turn, in UTC ticks.</param>
internal sealed class EngineClock(TimeProvider time, long notBefore)
{
    private readonly Lock _lock = new();
    private long _anchor = notBefore;
    private long _anchorStamp = time.GetTimestamp();

    /// <summary>UTC ticks.</summary>
    internal long Now
    {
        get
        {
            lock (_lock)
            {
                var stamp = time.GetTimestamp();
                var counted = _anchor + time.GetElapsedTime(_anchorStamp, stamp).Ticks;
                var shown = time.GetUtcNow().UtcTicks;
                if (shown >= counted)
                {
                    _anchor = shown;
                    _anchorStamp = stamp;
                    return shown;
                }

                return counted;
            }
        }
    }
}
