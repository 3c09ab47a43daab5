using Azure.Storage.Queues;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Network.Jobs;

namespace Render.WorkerJob.Tests.Processes;

/// <summary>A coordinator's queue of which the work pools are Azurite's, where workers that sleep look.</summary>
internal sealed class WakingQueue(string storage, TimeProvider clock) : ITaskQueue
{
    private readonly InProcessTaskQueue own = new(clock);

    public async Task Enqueue(string pool, int count, CancellationToken cancellationToken)
    {
        if (!WorkPools.All.Contains(pool))
        {
            await own.Enqueue(pool, count, cancellationToken);
            return;
        }

        var queue = new QueueClient(storage, pool);
        for (var i = 0; i < count; i++)
            await queue.SendMessageAsync(pool, cancellationToken);
    }

    public Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken) => own.Wait(pool, timeout, cancellationToken);
}
