using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Events;

/// <summary>Carries <see cref="NetworkEvent"/>s to watchers. Publishing never blocks and never fails.</summary>
public interface INetworkEvents
{
    /// <summary>Sequence of the latest event; 0: none yet.</summary>
    long LastSequence { get; }

    /// <summary>Tells every watcher. Sequence and time are assigned here.</summary>
    void Publish(NetworkEvent happened);

    /// <summary>Events after <paramref name="after"/> that are still held, then each new one until cancelled. A watcher that falls behind by more than the ring misses the oldest.</summary>
    /// <param name="after">Sequence of the last event seen; 0: from the oldest held.</param>
    /// <param name="job">Only this job's; null: all.</param>
    /// <param name="cancellationToken">Ends the enumeration without an exception.</param>
    IAsyncEnumerable<NetworkEvent> WatchAsync(long after, JobId? job, CancellationToken cancellationToken);
}
