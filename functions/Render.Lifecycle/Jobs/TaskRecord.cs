using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>A task's row: the truth about it. Replaced whole at every change, against its ETag.</summary>
/// <remarks>
/// A task has one row for each of its replicas, since each has a lease, a receipt and a verdict of its own; most tasks have one. Two nodes that
/// race for the same receipt, a straggler and who is quicker, share a row: it then holds two leases.
/// </remarks>
public sealed record TaskRecord
{
    /// <summary>Moments kept in <see cref="History"/>.</summary>
    public const int MostMoments = 24;

    /// <summary>The task.</summary>
    public required TaskId Id { get; init; }

    /// <summary>Which replica of the task, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Replica { get; init; }

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

    /// <summary>Who renders it beside the holder, to be done sooner; null: nobody.</summary>
    public LeaseRecord? Duplicate { get; init; }

    /// <summary>What the holder has committed to; null: nothing yet, or the task has no replicas.</summary>
    public CommitmentRecord? Commitment { get; init; }

    /// <summary>Whether this replica is not wanted any more, since nobody can render it and enough others are there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Withdrawn { get; init; }

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

    /// <summary>The row's key: the task's, and the number of a further replica.</summary>
    [JsonIgnore]
    public string Key => Replica == 0 ? Id.Key : string.Create(CultureInfo.InvariantCulture, $"{Id.Key}~{Replica}");

    /// <summary>The first fencing token of a replica less one: tokens, and the leases made of them, differ among all replicas of a task.</summary>
    internal static long FencingOf(int replica) => (long)replica << 32;

    /// <summary>The leases under which nodes render it now: none, one or two.</summary>
    internal ImmutableArray<LeaseRecord> Leases => State != TaskState.Leased ? [] : Duplicate is { } duplicate ? [Lease!, duplicate] : [Lease!];

    /// <summary>The lease of that id, where it is held now.</summary>
    internal LeaseRecord? Held(LeaseId lease) =>
        State != TaskState.Leased ? null : Lease?.Id == lease ? Lease : Duplicate?.Id == lease ? Duplicate : null;

    /// <summary>The lease that a node proves to hold now.</summary>
    internal LeaseRecord? Held(LeaseToken token) => Held(token.Id) is { } held && held.Token == token ? held : null;

    /// <summary>The lease that the node holds now.</summary>
    internal LeaseRecord? HeldBy(NodeId node) =>
        State != TaskState.Leased ? null : Lease?.Node == node ? Lease : Duplicate?.Node == node ? Duplicate : null;

    /// <summary>Whether the row is what a lease is or was about, as far as it is remembered.</summary>
    internal bool Knows(LeaseId lease) =>
        Lease?.Id == lease || Duplicate?.Id == lease || Receipt?.Lease == lease || Audit?.Lease == lease
        || Past.Any(past => past.Receipt.Lease == lease || past.Audit?.Lease == lease);
}

/// <summary>A receipt that no longer counts, with its audit.</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Audit">Its audit, if one was drawn.</param>
/// <param name="Why">What ended it.</param>
public sealed record PastAttempt(ReceiptRecord Receipt, AuditRecord? Audit, TaskEvent Why);
