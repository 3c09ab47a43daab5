using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>A lease a node holds, and how far its work is. Safe from any thread.</summary>
#pragma warning disable CA1001 // The source has no timer and no registered handle: nothing to dispose, and its token outlives the lease.
public sealed class HeldLease
#pragma warning restore CA1001
{
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly CancellationTokenSource lost = new();
    private double progress;
    private bool withheld;

    internal HeldLease(TaskId task, WorkKind kind, LeaseId lease, long fencing, TimeProvider clock)
    {
        (Task, Kind, Lease, Fencing, this.clock) = (task, kind, lease, fencing, clock);
        started = clock.GetTimestamp();
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

    /// <summary>Done share, [0, 1].</summary>
    public double Progress
    {
        get => Volatile.Read(ref progress);
        set => Volatile.Write(ref progress, Math.Clamp(value, 0, 1));
    }

    /// <summary>Expected remaining time from the pace so far, s; null before there is one.</summary>
    public double? EtaSeconds => Progress is > 0.01 and var done ? clock.GetElapsedTime(started).TotalSeconds * (1 - done) / done : null;

    /// <summary>What a heartbeat says about it.</summary>
    public LeaseProgress Report() => new(Task, Lease, Fencing, Progress, EtaSeconds);

    internal void Lose(LeaseEnd reason)
    {
        LostBecause = reason;
        lost.Cancel();
    }
}
