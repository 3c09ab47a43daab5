using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>A lease a node holds, and how far its work is. Safe from any thread.</summary>
#pragma warning disable CA1001 // The source has no timer and no registered handle: nothing to dispose, and its token outlives the lease.
public sealed class HeldLease
#pragma warning restore CA1001
{
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource lost = new();
    private CancellationTokenSource yielding = new();
    private TimeSpan spent;
    private long? since;
    private double progress;
    private bool withheld;
    private bool parked;

    internal HeldLease(TaskId task, WorkKind kind, LeaseId lease, long fencing, TimeProvider clock)
    {
        (Task, Kind, Lease, Fencing, this.clock) = (task, kind, lease, fencing, clock);
    }

    /// <summary>Which task.</summary>
    public TaskId Task { get; }

    /// <summary>What for.</summary>
    public WorkKind Kind { get; }

    /// <summary>The lease.</summary>
    public LeaseId Lease { get; }

    /// <summary>Its fencing token.</summary>
    public long Fencing { get; }

    /// <summary>Cancelled when the coordinator takes the lease away.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Why it was taken away; null: it is held.</summary>
    public LeaseEnd? LostBecause { get; private set; }

    /// <summary>Whether its result is committed to, and kept back until the other replicas of the task are.</summary>
    public bool Withheld
    {
        get => Volatile.Read(ref withheld);
        set => Volatile.Write(ref withheld, value);
    }

    /// <summary>Cancelled when the coordinator asks the node to do other work first; anew after each parking.</summary>
    public CancellationToken Yielding
    {
        get
        {
            lock (gate)
                return yielding.Token;
        }
    }

    /// <summary>Whether the work stands still for other work, with its blocks on disk.</summary>
    public bool Parked => Volatile.Read(ref parked);

    /// <summary>Time that the node worked on it, in this run and before; while it is parked, it stands still.</summary>
    public TimeSpan Spent
    {
        get
        {
            lock (gate)
                return spent + (since is { } at ? clock.GetElapsedTime(at) : TimeSpan.Zero);
        }
    }

    /// <summary>What an earlier run of the node had spent, as far as it is known.</summary>
    internal TimeSpan SpentBefore
    {
        set
        {
            lock (gate)
                spent = value > spent ? value : spent;
        }
    }

    /// <summary>Done share, [0, 1].</summary>
    public double Progress
    {
        get => Volatile.Read(ref progress);
        set => Volatile.Write(ref progress, Math.Clamp(value, 0, 1));
    }

    /// <summary>Expected remaining time from the pace so far, s; null before there is one.</summary>
    public double? EtaSeconds => Progress is > 0.01 and var done ? Spent.TotalSeconds * (1 - done) / done : null;

    /// <summary>What a heartbeat says about it.</summary>
    public LeaseProgress Report() => new(Task, Lease, Fencing, Progress, EtaSeconds, Parked);

    /// <summary>Time counts from now on, until it is disposed.</summary>
    internal IDisposable Work()
    {
        lock (gate)
            since = clock.GetTimestamp();
        return new Stopwatch(this);
    }

    /// <summary>Whoever works on it should stop at the next border between blocks.</summary>
    internal void AskToYield()
    {
        CancellationTokenSource asked;
        lock (gate)
        {
            if (parked)
                return;
            asked = yielding;
        }

        asked.Cancel();
    }

    /// <summary>Its blocks are on disk, and it stands still.</summary>
    internal void Park()
    {
        lock (gate)
        {
            parked = true;
            yielding = new CancellationTokenSource();
        }
    }

    /// <summary>It goes on.</summary>
    internal void Resume() => Volatile.Write(ref parked, false);

    internal void Lose(LeaseEnd reason)
    {
        LostBecause = reason;
        lost.Cancel();
    }

    private sealed class Stopwatch(HeldLease lease) : IDisposable
    {
        public void Dispose()
        {
            lock (lease.gate)
            {
                if (lease.since is { } at)
                    lease.spent += lease.clock.GetElapsedTime(at);
                lease.since = null;
            }
        }
    }
}
