using System.Diagnostics;
using Render.Lifecycle.Ports;

namespace Render.Benchmarks.WakeUps;

/// <summary>Notes when wake-ups are sent, and which of them ended the latest wait of the one node there is.</summary>
/// <param name="waits">Where the node waits.</param>
/// <param name="wakes">Where wake-ups are sent; another object of the same queues stands for another process.</param>
internal sealed class TimedQueue(ITaskQueue waits, ITaskQueue wakes) : ITaskQueue
{
    private long sent;

    /// <summary>When the wake-up was sent that ended the latest wait; null where none did.</summary>
    public long? WokenBy { get; private set; }

    public Task Enqueue(string pool, int count = 1, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref sent, Stopwatch.GetTimestamp());
        return wakes.Enqueue(pool, count, cancellationToken);
    }

    public async Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var woken = await waits.Wait(pool, timeout, cancellationToken);
        WokenBy = woken ? Volatile.Read(ref sent) : null;
        return woken;
    }
}
