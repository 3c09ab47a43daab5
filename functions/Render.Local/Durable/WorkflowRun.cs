using Render.Lifecycle;
using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <summary>One generation of an instance in memory: the workflow's own async state, moved on turn by turn, live or from its history.</summary>
/// <remarks>Used by one thread at a time. Between turns nothing of the workflow runs.</remarks>
internal sealed partial class WorkflowRun
{
    private readonly WorkflowRegistration _workflow;
    private readonly WorkflowCatalog _catalog;
    private readonly IServiceProvider _services;
    private readonly byte[] _input;
    private readonly int _generation;
    private readonly Action _onForeign;
    private readonly TurnSynchronizationContext _thread;
    private readonly Dictionary<int, PendingCall> _pending = [];
    private readonly Dictionary<string, EventChannel> _channels = new(StringComparer.Ordinal);
    private List<Call> _calls = [];
    private IReadOnlyList<Call>? _recorded;
    private Task<byte[]>? _main;
    private Exception? _fault;
    private byte[]? _status;
    private byte[]? _nextInput;
    private long _now;
    private int _waiters;

    /// <param name="workflow">What to run.</param>
    /// <param name="catalog">What its sub-workflows begin with.</param>
    /// <param name="services">Passed to its factory.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="generation">Its generation, from 0.</param>
    /// <param name="input">Its input as UTF-8 JSON.</param>
    /// <param name="onForeign">Asks for a turn, from any thread, so that a fault noticed between turns is recorded.</param>
    internal WorkflowRun(
        WorkflowRegistration workflow, WorkflowCatalog catalog, IServiceProvider services, string instanceId, int generation, byte[] input, Action onForeign)
    {
        _workflow = workflow;
        _catalog = catalog;
        _services = services;
        _generation = generation;
        _input = input;
        _onForeign = onForeign;
        _thread = new TurnSynchronizationContext(NoteForeign);
        InstanceId = instanceId;
    }

    /// <summary>Whether something went wrong between turns that the next turn must record.</summary>
    internal bool IsFaulted => Volatile.Read(ref _fault) is not null;

    /// <summary>Whether the event would find somebody: answers that come twice, or to a dropped call, find nobody.</summary>
    internal bool Expects(TurnEvent happened) => happened.Row is { } row
        ? row.Kind == InboxKind.Event || (row.Generation == _generation && _pending.ContainsKey(row.Sequence))
        : happened.Generation == _generation && _pending.ContainsKey(happened.Sequence);

    /// <summary>Runs a turn.</summary>
    /// <param name="now">UTC ticks.</param>
    /// <param name="events">What happened, in the order to be seen.</param>
    /// <param name="recorded">Null in a live turn; in a replay the calls that the history holds for it.</param>
    internal TurnResult Run(long now, IReadOnlyList<TurnEvent> events, IReadOnlyList<Call>? recorded = null)
    {
        _now = now;
        _recorded = recorded;
        _calls = [];
        using (_thread.Enter())
        {
            if (_main is null)
            {
                _main = _workflow.Run(_services, this, _input);
                _ = _main.ContinueWith(
                    static (_, state) => ((WorkflowRun)state!).CheckEnd(), this, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                _thread.Drain();
            }

            foreach (var happened in events)
            {
                if (_fault is not null)
                {
                    break;
                }

                Apply(happened);
                _thread.Drain();
            }
        }

        CheckRecorded();
        return Result(_main);
    }

    private TurnResult Result(Task<byte[]> main)
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            return Failed(fault);
        }

        if (!main.IsCompleted)
        {
            return _pending.Count == 0 && _waiters == 0
                ? Failed(new ForeignAwaitException(InstanceId, "waits for something that its context did not make"))
                : new TurnResult(TurnOutcome.Waiting, _calls) { Status = _status };
        }

        if (main.IsFaulted || main.IsCanceled)
        {
            return Failed(main.Exception?.InnerException ?? new TaskCanceledException("The workflow was left by a cancelled task."));
        }

        return _nextInput is { } next
            ? new TurnResult(TurnOutcome.ContinuedAsNew, _calls)
            {
                Payload = next,
                Status = _status,
                Untaken = [.. _channels.Values.SelectMany(channel => channel.Early).Select(row => row.Position)],
            }
            : new TurnResult(TurnOutcome.Completed, _calls) { Payload = main.Result, Status = _status };
    }

    private TurnResult Failed(Exception error) =>
        new(TurnOutcome.Failed, _calls) { Error = $"{error.GetType().Name}: {error.Message}", Status = _status };

    private void Apply(TurnEvent happened)
    {
        if (happened.Row is { Kind: InboxKind.Event } raised)
        {
            Deliver(raised);
            return;
        }

        var sequence = happened.Row?.Sequence ?? happened.Sequence;
        if (!_pending.Remove(sequence, out var call))
        {
            return;
        }

        call.Release?.Invoke();
        switch (happened)
        {
            case { Kind: TurnEventKind.ActivityDone }:
                call.Complete(happened.Payload);
                break;
            case { Kind: TurnEventKind.ActivityFailed }:
                call.Fail(new ActivityFailedException(call.Name, sequence, happened.ErrorType, happened.Error));
                break;
            case { Kind: TurnEventKind.TimerFired }:
                call.Complete("{}"u8);
                break;
            case { Row: { Kind: InboxKind.SubCompleted } row }:
                call.Complete(row.Payload);
                break;
            case { Row: { Kind: InboxKind.SubFailed } row }:
                call.Fail(new SubWorkflowFailedException(call.Name, row.Name, LifecycleJson.Read<string>(row.Payload)));
                break;
            case { Row: { Kind: InboxKind.SubCancelled } row }:
                call.Fail(new WorkflowCancelledException(row.Name, LifecycleJson.Read<string>(row.Payload)));
                break;
        }
    }

    private void Deliver(InboxRow raised)
    {
        var channel = Channel(raised.Name);
        if (!channel.HasWaiter)
        {
            channel.Early.Enqueue(raised);
            return;
        }

        var waiter = channel.TakeWaiter();
        _waiters--;
        waiter.Release?.Invoke();
        waiter.Complete(raised.Payload);
    }

    private EventChannel Channel(string name)
    {
        if (!_channels.TryGetValue(name, out var channel))
        {
            _channels.Add(name, channel = new EventChannel());
        }

        return channel;
    }

    private void Issue(Call call)
    {
        Check();
        if (_recorded is { } recorded)
        {
            var expected = _calls.Count < recorded.Count ? recorded[_calls.Count] : null;
            if (expected is null || !call.Repeats(expected))
            {
                throw Fault(new NonDeterminismException(InstanceId, call.Sequence, expected?.Describe() ?? "no further call in that turn", call.Describe()));
            }
        }

        _calls.Add(call);
    }

    private void CheckRecorded()
    {
        if (_recorded is not { } recorded || _fault is not null)
        {
            return;
        }

        var ended = _main!.IsCompleted;
        if (_calls.Count < recorded.Count)
        {
            var missing = recorded[_calls.Count];
            Fault(new NonDeterminismException(InstanceId, missing.Sequence, missing.Describe(), ended ? "the workflow's end" : "no call"));
        }
        else if (ended)
        {
            Fault(new NonDeterminismException(InstanceId, _sequence, "a workflow that goes on", "its end"));
        }
    }

    private void Check()
    {
        if (!_thread.IsHere)
        {
            NoteForeign();
            throw _fault!;
        }
    }

    private void CheckEnd()
    {
        if (!_thread.IsHere)
        {
            NoteForeign();
        }
    }

    private void NoteForeign()
    {
        Interlocked.CompareExchange(ref _fault, new ForeignAwaitException(InstanceId, "went on outside its turn"), null);
        _onForeign();
    }

    private Exception Fault(Exception error)
    {
        Interlocked.CompareExchange(ref _fault, error, null);
        return _fault;
    }
}
