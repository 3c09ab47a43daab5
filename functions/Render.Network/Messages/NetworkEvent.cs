using System.Text.Json.Serialization;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>Something that happened, for people and dashboards. Derived from the truth, never it: losing one is harmless.</summary>
/// <remarks>In JSON the member <c>type</c> says which; a reader ignores types it does not know.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(JobChanged), "job")]
[JsonDerivedType(typeof(TaskChanged), "task")]
[JsonDerivedType(typeof(LeaseMoved), "lease")]
[JsonDerivedType(typeof(TaskProgressed), "progress")]
[JsonDerivedType(typeof(ReceiptArrived), "receipt")]
[JsonDerivedType(typeof(AuditDrawn), "auditDrawn")]
[JsonDerivedType(typeof(VerdictReached), "verdict")]
[JsonDerivedType(typeof(NodeChanged), "node")]
[JsonDerivedType(typeof(NodeConvicted), "conviction")]
[JsonDerivedType(typeof(FrameFinished), "frame")]
[JsonDerivedType(typeof(BooksSettled), "settlement")]
[JsonDerivedType(typeof(EpochEnded), "epoch")]
public abstract record NetworkEvent
{
    /// <summary>Counts up by one an event since the coordinator's start; 0 until published.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The job it concerns; null: none or many.</summary>
    [JsonIgnore]
    public virtual JobId? AboutJob => null;
}

/// <summary>A job's state changed.</summary>
/// <param name="Job">The job.</param>
/// <param name="From">State before; null: it is new.</param>
/// <param name="To">State now.</param>
/// <param name="Reason">Why, where that needs saying.</param>
public sealed record JobChanged(JobId Job, JobState? From, JobState To, string? Reason = null) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Job;
}

/// <summary>A task's state changed.</summary>
/// <param name="Task">The task.</param>
/// <param name="From">State before.</param>
/// <param name="To">State now.</param>
/// <param name="Event">What moved it.</param>
/// <param name="Node">Who is concerned; null: nobody.</param>
public sealed record TaskChanged(TaskId Task, TaskState From, TaskState To, TaskEvent Event, NodeId? Node = null) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>A lease was granted or ended.</summary>
/// <param name="Task">The task.</param>
/// <param name="Lease">The lease.</param>
/// <param name="Node">Its holder.</param>
/// <param name="Work">What it is for.</param>
/// <param name="Granted">True: granted; false: ended without a result.</param>
/// <param name="Detail">Why the node was chosen, or why the lease ended.</param>
public sealed record LeaseMoved(TaskId Task, LeaseId Lease, NodeId Node, WorkKind Work, bool Granted, string? Detail = null) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>A node reported how far a task is.</summary>
/// <param name="Task">The task.</param>
/// <param name="Node">Who works on it.</param>
/// <param name="Progress">[0, 1].</param>
/// <param name="EtaSeconds">Remaining, s; null: unknown.</param>
public sealed record TaskProgressed(TaskId Task, NodeId Node, double Progress, double? EtaSeconds) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>A receipt is in the ledger.</summary>
/// <param name="Task">The task.</param>
/// <param name="Node">Who signed.</param>
/// <param name="Rays">Claimed rays.</param>
/// <param name="LedgerSequence">Where.</param>
public sealed record ReceiptArrived(TaskId Task, NodeId Node, ulong Rays, long LedgerSequence) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>The beacon drew blocks and an auditor.</summary>
/// <param name="Task">The audited task.</param>
/// <param name="Auditor">Who audits; null: the reference CPU.</param>
/// <param name="Blocks">How many blocks.</param>
/// <param name="Attempt">0 for the first draw.</param>
public sealed record AuditDrawn(TaskId Task, NodeId? Auditor, int Blocks, int Attempt) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>An audit is decided.</summary>
/// <param name="Task">The audited task.</param>
/// <param name="Node">Who rendered it.</param>
/// <param name="Auditor">Who audited; null: the reference CPU.</param>
/// <param name="Verdict">The verdict's name.</param>
/// <param name="Detail">In words.</param>
public sealed record VerdictReached(TaskId Task, NodeId Node, NodeId? Auditor, string Verdict, string? Detail = null) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>A node's status changed.</summary>
/// <param name="Node">The node.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Status now.</param>
/// <param name="Reason">Why, where that needs saying.</param>
public sealed record NodeChanged(NodeId Node, string Name, NodeStatus Status, string? Reason = null) : NetworkEvent;

/// <summary>A node was proven to have forged.</summary>
/// <param name="Node">The node.</param>
/// <param name="Task">Where it was caught.</param>
/// <param name="Block">The block that convicts it.</param>
/// <param name="Slashed">What it lost.</param>
/// <param name="TasksReopened">Accepted tasks of unsettled jobs that are rendered again.</param>
/// <param name="Evidence">In words and figures.</param>
public sealed record NodeConvicted(NodeId Node, TaskId Task, int Block, Tokens Slashed, int TasksReopened, string Evidence) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Task.Job;
}

/// <summary>A frame is assembled and can be fetched.</summary>
/// <param name="Job">The job.</param>
/// <param name="Frame">The frame.</param>
public sealed record FrameFinished(JobId Job, int Frame) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Job;
}

/// <summary>A job's books are closed.</summary>
/// <param name="Job">The job.</param>
/// <param name="Money">Charge and its parts.</param>
/// <param name="LedgerSequence">The entry.</param>
public sealed record BooksSettled(JobId Job, JobMoney Money, long LedgerSequence) : NetworkEvent
{
    /// <inheritdoc/>
    public override JobId? AboutJob => Job;
}

/// <summary>An epoch's books are closed.</summary>
/// <param name="Epoch">The epoch.</param>
public sealed record EpochEnded(EpochView Epoch) : NetworkEvent;
