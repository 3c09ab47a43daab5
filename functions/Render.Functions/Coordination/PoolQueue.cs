using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Functions.Coordination;

/// <summary>
/// Wake-ups where they are waited for: nodes that wait with a request wait in this process, which holds the seat; sleeping workers are woken through the queues
/// that the platform's scaler watches.
/// </summary>
/// <param name="here">Of this process.</param>
/// <param name="workers">Of Azure Storage.</param>
internal sealed class PoolQueue(ITaskQueue here, ITaskQueue workers) : ITaskQueue
{
    /// <inheritdoc/>
    public Task Enqueue(string pool, int count = 1, CancellationToken cancellationToken = default) => For(pool).Enqueue(pool, count, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken = default) => For(pool).Wait(pool, timeout, cancellationToken);

    private ITaskQueue For(string pool) => WorkPools.All.Contains(pool) ? workers : here;
}
