namespace Render.Worker.Peers;

/// <summary>How fast a node serves: so many bytes a second, saved up for a second at most. Safe from any thread.</summary>
/// <param name="bytesPerSecond">At least a chunk's.</param>
/// <param name="clock">Measures.</param>
internal sealed class ServeLimit(long bytesPerSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private double left = bytesPerSecond;
    private long seen = clock.GetTimestamp();

    /// <summary>Takes so many bytes; false: not now.</summary>
    public bool TryTake(int bytes)
    {
        lock (gate)
        {
            left = Math.Min(bytesPerSecond, left + clock.GetElapsedTime(seen).TotalSeconds * bytesPerSecond);
            seen = clock.GetTimestamp();
            if (left < bytes)
                return false;
            left -= bytes;
            return true;
        }
    }
}
