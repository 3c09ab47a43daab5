using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Storage;

namespace Render.Local.Durable;

/// <summary>The embedded durable engine: workflows as event-sourced async code over the coordinator's one file.</summary>
/// <remarks>
/// An instance moves on in turns. A turn takes all that happened since the one before, runs the workflow until it waits again, and
/// records what it took and what it asked in one commit; only then is anything it asked for begun. Between turns the workflow rests
/// in memory; after a restart its history is replayed. Activities run at least once; their answers, timers and events are each seen
/// once. Calls that nobody awaits when the workflow ends are dropped. See <see cref="EngineClock"/> for what a clock set back does.
/// </remarks>
public sealed class DurableEngine : IWorkflows, IActivityEnds, IAsyncDisposable
{
    private const int ListPage = 200;

    private readonly SqliteStore _store;
    private readonly WorkflowCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly DurableOptions _options;
    private readonly ILogger _log;
    private readonly EngineClock _clock;
    private readonly DueQueue _due;
    private readonly ActivityRunner _activities;
    private readonly TurnRunner _turns;
    private readonly ResidentSet _resident;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiters = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running = 1;
    private int _disposed;

    private DurableEngine(SqliteStore store, WorkflowCatalog catalog, IServiceProvider services, TimeProvider time, DurableOptions options, ILogger log)
    {
        _store = store;
        _catalog = catalog;
        _time = time;
        _options = options;
        _log = log;
        _clock = new EngineClock(time, store.Read(DurableTables.LatestTurn));
        _due = new DueQueue(_clock, time);
        _resident = new ResidentSet(options.MaxResident);
        _activities = new ActivityRunner(catalog, services, this);
        _turns = new TurnRunner(store, catalog, services, _clock);
    }

    /// <summary>Starts the engine and takes up all that was under way.</summary>
    /// <param name="store">The file; it must outlive the engine, and no other engine may use it.</param>
    /// <param name="catalog">Every workflow and activity that the file's instances name.</param>
    /// <param name="services">Passed to the factories.</param>
    /// <param name="time">The system's clock.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public static DurableEngine Start(
        SqliteStore store, WorkflowCatalog catalog, IServiceProvider services, TimeProvider time, ILogger log, DurableOptions? options = null)
    {
        var engine = new DurableEngine(store, catalog, services, time, options ?? new DurableOptions(), log);
        engine._activities.Start(engine._options.MaxActivities, engine._options.Scheduler);
        engine.Recover();
        return engine;
    }

    /// <inheritdoc/>
    public async Task<bool> Start<TIn>(string id, string name, TIn input, CancellationToken cancellationToken = default)
    {
        if (id.Length is < 1 or > 200)
        {
            throw new ArgumentException($"An instance id has 1 to 200 characters, not {id.Length}.", nameof(id));
        }

        var version = _catalog.Newest(name).Version;
        var json = LifecycleJson.Write(input);
        var started = await _store.Write(session => DurableTables.Start(session, id, name, version, json, _clock.Now), cancellationToken);
        Wake(started);
        return started is not null;
    }

    /// <inheritdoc/>
    public async Task<RaiseResult> RaiseEvent<T>(string id, string name, T payload, string eventKey, CancellationToken cancellationToken = default)
    {
        var json = LifecycleJson.Write(payload);
        var (result, instance) = await _store.Write(session => DurableTables.Raise(session, id, name, json, eventKey), cancellationToken);
        if (result == RaiseResult.Accepted)
        {
            Wake(instance);
        }

        return result;
    }

    /// <inheritdoc/>
    public Task<WorkflowStatus?> GetStatus(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_store.Read(session => DurableTables.Status(session, id)) is { } status ? WithHeld(status) : null);

    /// <inheritdoc/>
    public async Task<WorkflowStatus> WaitForCompletion(string id, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Listen first, look then: an end between the two is not missed.
            var ended = _waiters.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var status = await GetStatus(id, cancellationToken);
            if (status is null or { IsFinal: true })
            {
                _waiters.TryRemove(KeyValuePair.Create(id, ended));
                return status ?? throw new KeyNotFoundException($"No workflow instance {id}.");
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
            await ended.Task.WaitAsync(either.Token);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Cancel(string id, string reason, CancellationToken cancellationToken = default)
    {
        var instance = await _store.Write(session => DurableTables.Cancel(session, id, reason), cancellationToken);
        Wake(instance);
        return instance is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WorkflowStatus> List(WorkflowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = "";
        List<WorkflowStatus> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = after;
            page = await Task.FromResult(_store.Read(session => DurableTables.List(session, query, from, ListPage)));
            foreach (var status in page)
            {
                yield return WithHeld(status);
                after = status.Id;
            }
        }
        while (page.Count == ListPage);
    }

    /// <summary>Stops: running turns are recorded, activities get their token and run again after the next start. Callers of <see cref="WaitForCompletion"/> are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _due.Dispose();
        await _stop.CancelAsync();
        if (!await _activities.Stop(_options.StopTimeout, _time))
        {
            Logs.ActivitiesAbandoned(_log, _options.StopTimeout);
        }

        LeaveTurn();
        await _idle.Task;
    }

    /// <inheritdoc/>
    void IActivityEnds.Completed(ActivityCall call, byte[] result) =>
        Post(call.Instance, new TurnEvent(TurnEventKind.ActivityDone, call.Generation, call.Sequence) { Payload = result });

    /// <inheritdoc/>
    async Task IActivityEnds.Failed(ActivityCall call, Exception error)
    {
        var failed = call with { Failures = call.Failures + 1 };
        var mayRetry = error is not (PermanentFailureException or UnknownNameException) && call.Retry is { } retry && retry.Allows(failed.Failures);
        Logs.ActivityFailed(_log, error, call.Name, call.InstanceId, call.Sequence, failed.Failures, mayRetry);
        if (!mayRetry)
        {
            Post(call.Instance, new TurnEvent(TurnEventKind.ActivityFailed, call.Generation, call.Sequence)
            {
                ErrorType = error.GetType().FullName ?? error.GetType().Name,
                Error = error.Message,
            });
            return;
        }

        var due = _clock.Now + call.Retry!.DelayAfter(failed.Failures).Ticks;
        try
        {
            if (await _store.Write(session => DurableTables.NoteFailure(session, failed, due)) == 0)
            {
                // The instance has ended, or continued as new; nobody asks any more.
                return;
            }
        }
        catch (Exception unrecorded) when (unrecorded is StorageFullException or StorageDamagedException or ObjectDisposedException)
        {
            // The count is lost should the process end now; the attempt is not.
            Logs.TurnNotRecorded(_log, unrecorded, call.InstanceId);
        }

        RunAt(failed, due);
    }

    private void Recover()
    {
        var (waking, timers, activities, versions) = _store.Read(session => (
            DurableTables.Waking(session), DurableTables.Timers(session), DurableTables.Activities(session), DurableTables.OpenVersions(session)));
        foreach (var (name, version, instances) in versions)
        {
            if (_catalog.WhyHeld(name, version) is { } reason)
            {
                Logs.WorkflowsHeld(_log, instances, name, reason);
            }
        }

        // Nobody could take in what an activity of a held instance comes to, so it is not run.
        foreach (var (call, due, name, version) in activities)
        {
            if (_catalog.Find(name, version) is not null)
            {
                RunAt(call, due);
            }
        }

        foreach (var timer in timers)
        {
            Arm(timer);
        }

        foreach (var key in waking)
        {
            Wake(key);
        }

        Logs.Recovered(_log, waking.Count, timers.Count, activities.Count);
    }

    private WorkflowStatus WithHeld(WorkflowStatus status) =>
        status.IsFinal || _catalog.WhyHeld(status.Name, status.Version) is not { } reason ? status : status with { Held = reason };

    private void Wake(long? key)
    {
        if (key is { } instance)
        {
            Post(instance, happened: null);
        }
    }

    private void Post(long key, TurnEvent? happened)
    {
        // Counted before it is posted, so that a stop that sees no turn under way has seen the last.
        if (!EnterTurn())
        {
            return;
        }

        if (_resident.Post(key, happened) is { } instance)
        {
            Task.Factory.StartNew(() => RunTurns(instance), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler);
        }
        else
        {
            LeaveTurn();
        }
    }

    private async Task RunTurns(Instance instance)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var stamp = instance.Stamp;
                if (!instance.TryTake(out var events, out var inbox))
                {
                    _resident.Rest(instance, stamp);
                    return;
                }

                await RunTurn(instance, events, inbox);
            }
        }
        finally
        {
            LeaveTurn();
        }
    }

    private async Task RunTurn(Instance instance, List<TurnEvent> events, bool inbox)
    {
        try
        {
            if (await _turns.Run(instance, events, inbox, () => Wake(instance.Key)) is { } recorded)
            {
                Begin(instance, recorded);
            }
            else if (instance.Row is { IsFinal: true })
            {
                _resident.Retire(instance);
            }
        }
        catch (Exception error)
        {
            // Not on disk, so it did not happen: forget the run, keep what waited, and try again once the store may serve.
            Logs.TurnNotRecorded(_log, error, instance.Row?.Id ?? "?");
            instance.Run = null;
            instance.Row = null;
            instance.PutBack(events, inbox);
            await Task.Delay(_options.StorageRetry, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Begins what a recorded turn asked for.</summary>
    private void Begin(Instance instance, RecordedTurn recorded)
    {
        var (before, after) = (recorded.Turn.Instance, recorded.After);
        instance.Row = after;
        _options.Metrics?.Turned(after.Name, after.State == WorkflowState.Cancelled ? nameof(WorkflowState.Cancelled) : recorded.Turn.Result.Outcome.ToString());
        if (recorded.Turn.Result.Outcome == TurnOutcome.Waiting && !after.IsFinal)
        {
            foreach (var call in recorded.Turn.Result.Calls)
            {
                Begin(after, call);
            }
        }
        else
        {
            instance.Run = null;
            _activities.Cancel(instance.Key);
            if (after.IsFinal)
            {
                Logs.WorkflowEnded(_log, after.Name, after.Id, after.State, recorded.Turn.Result.Error);
                _resident.Retire(instance);
                if (_waiters.TryRemove(before.Id, out var waiter))
                {
                    waiter.TrySetResult();
                }
            }
        }

        foreach (var key in recorded.Wake)
        {
            Wake(key);
        }
    }

    private void Begin(InstanceRow row, Call call)
    {
        switch (call.Kind)
        {
            case CallKind.Activity:
                _activities.Enqueue(new ActivityCall(row.Key, row.Id, row.Generation, call.Sequence, call.Name, call.Input, call.Retry, 0));
                break;
            case CallKind.Timer:
                Arm(new TimerRow(row.Key, row.Generation, call.Sequence, call.Due));
                break;
            case CallKind.TimerCancelled:
                _due.Remove((row.Key, row.Generation, call.Sequence));
                break;
        }
    }

    private void Arm(TimerRow timer) => _due.Add(
        (timer.Instance, timer.Generation, timer.Sequence), timer.Due,
        () => Post(timer.Instance, new TurnEvent(TurnEventKind.TimerFired, timer.Generation, timer.Sequence)));

    private void RunAt(ActivityCall call, long due) => _due.Add(
        (call.Instance, call.Generation, call.Sequence), due,
        () => _activities.Enqueue(call));

    private bool EnterTurn()
    {
        while (true)
        {
            var running = Volatile.Read(ref _running);
            if (running == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _running, running + 1, running) == running)
            {
                return true;
            }
        }
    }

    private void LeaveTurn()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _idle.TrySetResult();
        }
    }
}
