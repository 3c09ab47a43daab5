using System.Runtime.CompilerServices;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Events;

/// <summary>The latest events in a fixed ring, in memory. Safe from any thread.</summary>
/// <param name="clock">Stamps the events.</param>
/// <param name="capacity">Events held, ≥ 1.</param>
public sealed class EventRing(TimeProvider clock, int capacity = 8192) : INetworkEvents
{
    private readonly NetworkEvent?[] ring = new NetworkEvent?[capacity];
    private readonly Lock gate = new();
    private TaskCompletionSource arrived = NewSignal();
    private long last;
    private bool watched;

    /// <inheritdoc/>
    public long LastSequence
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    /// <inheritdoc/>
    public void Publish(NetworkEvent happened)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            last++;
            ring[last % ring.Length] = happened with { Sequence = last, Time = clock.GetUtcNow() };
            // A signal that nobody waits for needs no replacement: the receipt path then makes no garbage here.
            if (!watched)
                return;
            watched = false;
            wake = arrived;
            arrived = NewSignal();
        }

        wake.TrySetResult();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NetworkEvent> WatchAsync(long after, JobId? job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = after;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (batch, signal) = Take(ref seen);
            foreach (var happened in batch)
                if (job is null || happened.AboutJob == job)
                    yield return happened;
            if (batch.Count == 0)
                await signal.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private (List<NetworkEvent> Batch, Task Signal) Take(ref long seen)
    {
        lock (gate)
        {
            // A watcher of an earlier coordinator's life may know a higher number: it starts over.
            if (seen > last)
                seen = 0;
            var batch = new List<NetworkEvent>();
            for (var sequence = Math.Max(seen + 1, Math.Max(1, last - ring.Length + 1)); sequence <= last && batch.Count < 256; sequence++)
                batch.Add(ring[sequence % ring.Length]!);
            if (batch.Count > 0)
                seen = batch[^1].Sequence;
            else
                watched = true;
            return (batch, arrived.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
