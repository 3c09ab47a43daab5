using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Jobs;

/// <summary>A task's row: the truth about it. Replaced whole at every change, against its ETag.</summary>
public sealed record TaskRecord
{
    /// <summary>Moments kept in <see cref="History"/>.</summary>
    public const int MostMoments = 24;

    /// <summary>The task.</summary>
    public required TaskId Id { get; init; }

    /// <summary>Counts the changes, so that memory never goes back to an older one.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required TaskState State { get; init; }

    /// <summary>Why it came back to <see cref="TaskState.Open"/>; null: it did not.</summary>
    public TaskEvent? Reason { get; init; }

    /// <summary>Expected work.</summary>
    public required WorkUnits Work { get; init; }

    /// <summary>Expected rays; ≥ 1. Bounds what may be under way below the cap.</summary>
    public required ulong ExpectedRays { get; init; }

    /// <summary>The latest fencing token; grows by one with every lease, renders and audits alike.</summary>
    public long Fencing { get; init; }

    /// <summary>Who holds it or held it last; null: nobody yet.</summary>
    public LeaseRecord? Lease { get; init; }

    /// <summary>The receipt of that lease; null: none yet.</summary>
    public ReceiptRecord? Receipt { get; init; }

    /// <summary>The audit of that receipt; null: none yet.</summary>
    public AuditRecord? Audit { get; init; }

    /// <summary>Nodes that had it and did not bring it to acceptance: it never returns to them.</summary>
    public IReadOnlyList<NodeId> Tried { get; init; } = [];

    /// <summary>Receipts and audits that no longer count, kept as evidence.</summary>
    public IReadOnlyList<PastAttempt> Past { get; init; } = [];

    /// <summary>What happened, oldest first; the oldest are dropped beyond <see cref="MostMoments"/>.</summary>
    public IReadOnlyList<TaskMoment> History { get; init; } = [];
}

/// <summary>A receipt that no longer counts, with its audit.</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Audit">Its audit, if one was drawn.</param>
/// <param name="Why">What ended it.</param>
public sealed record PastAttempt(ReceiptRecord Receipt, AuditRecord? Audit, TaskEvent Why);
