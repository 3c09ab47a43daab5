using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Render.Lifecycle;
using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <inheritdoc/>
internal sealed partial class WorkflowRun : IWorkflowContext
{
    private int _sequence;
    private int _guids;

    public string InstanceId { get; }

    public int Version => _workflow.Version;

    public DateTimeOffset Now => new(_now, TimeSpan.Zero);

    public bool IsReplaying => _recorded is not null;

    public Guid NewGuid()
    {
        Check();
        var name = string.Create(CultureInfo.InvariantCulture, $"render.guid\n{InstanceId}\n{_generation}\n{_guids++}");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        // RFC 9562, version 8: made from a name.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public Task<TOut> CallActivity<TIn, TOut>(string name, TIn input, RetryPolicy? retry = null)
    {
        Check();
        var sequence = ++_sequence;
        Issue(new Call(CallKind.Activity, sequence, name) { Input = LifecycleJson.Write(input), Retry = retry });
        return Await<TOut>(sequence, name);
    }

    public Task<TOut> CallSubWorkflow<TIn, TOut>(string name, TIn input, string? instanceId = null)
    {
        Check();
        var sequence = ++_sequence;
        var id = instanceId ?? string.Create(CultureInfo.InvariantCulture, $"{InstanceId}:{_generation}:{sequence}");
        Issue(new Call(CallKind.SubWorkflow, sequence, name, id) { Input = LifecycleJson.Write(input), Version = _catalog.NewestVersion(name) });
        return Await<TOut>(sequence, name);
    }

    public Task CreateTimer(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        Check();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var sequence = IssueTimer(until.UtcTicks);
        var timer = new PendingCall<Nothing> { Name = "timer" };
        _pending.Add(sequence, timer);
        OnCancel(timer, () => DropTimer(sequence), cancellationToken);
        return timer.Task;
    }

    public Task<T> WaitForEvent<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Check();
        var waiter = new PendingCall<T> { Name = $"event '{name}'" };
        var channel = Channel(name);
        if (channel.Early.TryDequeue(out var early))
        {
            waiter.Complete(early.Payload);
            return waiter.Task;
        }

        if (cancellationToken.IsCancellationRequested || timeout <= TimeSpan.Zero)
        {
            waiter.Cancel(cancellationToken.IsCancellationRequested ? cancellationToken : new CancellationToken(canceled: true));
            return waiter.Task;
        }

        channel.Add(waiter);
        _waiters++;
        var sequence = timeout is { } span ? StartTimeout(span, channel, waiter) : 0;
        OnCancel(waiter, () => StopWaiting(channel, waiter, sequence), cancellationToken);
        return waiter.Task;
    }

    public void SetStatus(object? status)
    {
        Check();
        _status = status is null ? [] : JsonSerializer.SerializeToUtf8Bytes(status, status.GetType(), LifecycleJson.Options);
    }

    public void ContinueAsNew<TIn>(TIn input)
    {
        Check();
        _nextInput = LifecycleJson.Write(input);
    }

    private Task<T> Await<T>(int sequence, string name)
    {
        var call = new PendingCall<T> { Name = name };
        _pending.Add(sequence, call);
        return call.Task;
    }

    private int IssueTimer(long due)
    {
        var sequence = ++_sequence;
        Issue(new Call(CallKind.Timer, sequence, Due: due));
        return sequence;
    }

    private bool DropTimer(int sequence)
    {
        if (!_pending.Remove(sequence))
        {
            return false;
        }

        Issue(new Call(CallKind.TimerCancelled, sequence));
        return true;
    }

    private int StartTimeout<T>(TimeSpan span, EventChannel channel, PendingCall<T> waiter)
    {
        var sequence = IssueTimer(_now + span.Ticks);
        _pending.Add(sequence, new PendingCall<Nothing>
        {
            Name = "timeout",
            Release = () =>
            {
                channel.Remove(waiter);
                _waiters--;
                waiter.Release?.Invoke();
                waiter.Cancel(new CancellationToken(canceled: true));
            },
        });
        waiter.Release = () => DropTimer(sequence);
        return sequence;
    }

    private bool StopWaiting(EventChannel channel, PendingCall waiter, int timeout)
    {
        channel.Remove(waiter);
        _waiters--;
        if (timeout != 0)
        {
            DropTimer(timeout);
        }

        return true;
    }

    /// <summary>Ends a wait when the workflow cancels a token of its own. The task ends a step later, so that code after Cancel() runs before code after the await.</summary>
    private void OnCancel(PendingCall call, Func<bool> drop, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return;
        }

        var registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                Check();
                if (drop())
                {
                    _thread.Post(_ => call.Cancel(cancellationToken), null);
                }
            },
            null);
        var armed = call.Release;
        call.Release = () =>
        {
            armed?.Invoke();
            registration.Unregister();
        };
    }
}
