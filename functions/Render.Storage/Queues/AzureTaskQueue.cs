using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Ports;

namespace Render.Storage.Queues;

/// <summary><see cref="ITaskQueue"/> on Azure Storage's queues: a queue a pool, for any number of processes.</summary>
/// <remarks>
/// The service has no long poll, so waiters ask again and again, after pauses that grow while nothing comes; a wake-up that this process sent is
/// asked for at once. A wake-up is hidden when it is received and deleted once a waiter has it; one that no waiter has is shown again. While
/// the service does not answer, waiters time out, and wake-ups go to those of this process directly.
/// <para>
/// A pool that is no legal name of a queue, such as the claims of a node, has a queue with a derived name. Nodes go and do not say so, and
/// nothing in Azure removes a queue that is not used: so now and then derived queues are removed that this process has not used for
/// <see cref="AzureTaskQueueOptions.Idle"/>, those that an earlier process left among them. Where another process still uses one, it loses a
/// wake-up, which is harmless, and creates the queue again.
/// </para>
/// </remarks>
public sealed class AzureTaskQueue : ITaskQueue, IAsyncDisposable
{
    private readonly QueueServiceClient _service;
    private readonly TimeProvider _time;
    private readonly ILogger<AzureTaskQueue> _log;
    private readonly AzureTaskQueueOptions _options;
    private readonly Outage _outage;
    private readonly ConcurrentDictionary<string, WakePool> _pools = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private long _swept;
    private int _disposed;

    /// <summary>Queues in an account; nothing is asked of it yet.</summary>
    /// <param name="service">The account.</param>
    /// <param name="time">The clock of timeouts and pauses.</param>
    /// <param name="log">Told of outages.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public AzureTaskQueue(QueueServiceClient service, TimeProvider time, ILogger<AzureTaskQueue> log, AzureTaskQueueOptions? options = null)
    {
        (_service, _time, _log, _options) = (service, time, log, options ?? new AzureTaskQueueOptions());
        _outage = new Outage(log);
        _swept = time.GetTimestamp();
    }

    /// <summary>The latest removal of queues that nobody uses.</summary>
    internal Task Sweeping { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public Task Enqueue(string pool, int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        SweepWhenDue();
        return Of(pool).Send(count, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> Wait(string pool, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SweepWhenDue();
        return Of(pool).Wait(timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stop.CancelAsync();
        foreach (var pool in _pools.Values)
            pool.Stir();
        await Task.WhenAll(_pools.Values.Select(pool => pool.Loop).Append(Sweeping));
        _stop.Dispose();
    }

    private WakePool Of(string pool) => _pools.GetOrAdd(
        pool,
        name => new WakePool(
            new WakeQueue(_service.GetQueueClient(QueueNames.Of(_options.Prefix, name)), name, _options, _outage), _options, _time, _stop.Token));

    private void SweepWhenDue()
    {
        var last = Volatile.Read(ref _swept);
        if (_time.GetElapsedTime(last) < _options.Idle || Interlocked.CompareExchange(ref _swept, _time.GetTimestamp(), last) != last)
            return;
        using (ExecutionContext.SuppressFlow())
            Sweeping = Task.Run(Sweep, CancellationToken.None);
    }

    private async Task Sweep()
    {
        foreach (var (name, pool) in _pools)
            if (!pool.IsInUse)
                _pools.TryRemove(name, out _);
        var used = _pools.Values.Select(pool => pool.Queue).ToHashSet(StringComparer.Ordinal);
        var removed = 0;
        try
        {
            await foreach (var queue in _service.GetQueuesAsync(prefix: _options.Prefix + QueueNames.Derived, cancellationToken: _stop.Token))
                if (!used.Contains(queue.Name) && await _service.GetQueueClient(queue.Name).DeleteIfExistsAsync(_stop.Token))
                    removed++;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e) when (e is RequestFailedException || StorageFaults.IsOutage(e, _stop.Token))
        {
            // Whatever is left goes the next time.
            _outage.Failed(e);
        }

        if (removed > 0)
            _log.QueuesRemoved(removed);
    }
}
