using System.Threading.Channels;
using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <summary>Runs activities, a bounded number at once, in the order they were asked for.</summary>
/// <param name="catalog">The activities.</param>
/// <param name="services">Passed to their factories.</param>
/// <param name="ends">Who hears how an attempt ended.</param>
internal sealed class ActivityRunner(WorkflowCatalog catalog, IServiceProvider services, IActivityEnds ends)
{
    private readonly Channel<(ActivityCall Call, Claim Claim)> _queue = Channel.CreateUnbounded<(ActivityCall, Claim)>();
    private readonly Dictionary<long, Claim> _claims = [];
    private readonly Lock _lock = new();
    private Task[] _loops = [];
    private volatile bool _stopping;

    internal void Start(int loops, TaskScheduler scheduler) =>
        _loops = [.. Enumerable.Range(0, loops).Select(_ => Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap())];

    /// <summary>Queues an attempt.</summary>
    internal void Enqueue(ActivityCall call)
    {
        Claim claim;
        lock (_lock)
        {
            if (_stopping)
            {
                return;
            }

            if (!_claims.TryGetValue(call.Instance, out claim!))
            {
                _claims.Add(call.Instance, claim = new Claim(call.Instance));
            }

            claim.Attempts++;
        }

        _queue.Writer.TryWrite((call, claim));
    }

    /// <summary>Drops what an instance has queued and signals what it has running; nobody asks for their ends.</summary>
    internal void Cancel(long instance)
    {
        Claim? claim;
        lock (_lock)
        {
            _claims.Remove(instance, out claim);
        }

        claim?.Stop.Cancel();
    }

    /// <summary>Takes nothing more, and waits for what runs.</summary>
    /// <returns>False where something still ran after <paramref name="timeout"/>.</returns>
    internal async Task<bool> Stop(TimeSpan timeout, TimeProvider time)
    {
        Claim[] claims;
        lock (_lock)
        {
            _stopping = true;
            claims = [.. _claims.Values];
        }

        // What is queued is dropped by its token; its row in the file brings it back.
        _queue.Writer.TryComplete();
        foreach (var claim in claims)
        {
            await claim.Stop.CancelAsync();
        }

        try
        {
            await Task.WhenAll(_loops).WaitAsync(timeout, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task Loop()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var next))
            {
                await Attempt(next.Call, next.Claim.Stop.Token);
                Leave(next.Claim);
            }
        }
    }

    private async Task Attempt(ActivityCall call, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        byte[] result;
        try
        {
            var context = new ActivityContext(call.InstanceId, call.Generation, call.Sequence, call.Failures + 1);
            result = await catalog.Activity(call.Name).Run(services, context, call.Input, stop);
        }
        catch (Exception error)
        {
            // Stopped on request is no failure: after a restart it runs again, and for an ended instance nobody asks.
            if (!stop.IsCancellationRequested)
            {
                await ends.Failed(call, error);
            }

            return;
        }

        ends.Completed(call, result);
    }

    private void Leave(Claim claim)
    {
        lock (_lock)
        {
            if (--claim.Attempts > 0)
            {
                return;
            }

            if (_claims.GetValueOrDefault(claim.Instance) == claim)
            {
                _claims.Remove(claim.Instance);
            }
        }
    }

    /// <summary>What an instance has queued or running, under one token.</summary>
    private sealed class Claim(long instance)
    {
        internal long Instance { get; } = instance;

        // Never disposed: it has no timer and no wait handle, and a running activity may still ask it.
        internal CancellationTokenSource Stop { get; } = new();

        internal int Attempts { get; set; }
    }
}
