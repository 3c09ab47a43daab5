using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>A task as the board holds it: the row as last committed, and what is only known in memory. Guarded by the board's lock.</summary>
internal sealed class BoardTask(BoardJob job, int index, TaskRecord record, ETag etag)
{
    /// <summary>The job.</summary>
    public BoardJob Job { get; } = job;

    /// <summary>The task.</summary>
    public TaskId Id { get; } = record.Id;

    /// <summary>Its number in the job's plan.</summary>
    public int Index { get; } = index;

    /// <summary>The group whose partition holds the row.</summary>
    public int Group => SplitPlan.GroupOf(Index);

    /// <summary>The row's key; cached, since every claim needs it.</summary>
    public string Key { get; } = record.Key;

    /// <summary>The row as last committed or read.</summary>
    public TaskRecord Record { get; set; } = record;

    /// <summary>Its version in the store.</summary>
    public ETag ETag { get; set; } = etag;

    /// <summary>Monotonic end of the lease or of the audit's, see <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>The same for the lease of whoever renders it to be done sooner.</summary>
    public long DuplicateDeadline { get; set; }

    /// <summary>Monotonic time at which its holder got it, or its auditor took it.</summary>
    public long Since { get; set; }

    /// <summary>The same for whoever renders it to be done sooner.</summary>
    public long DuplicateSince { get; set; }

    /// <summary>The longest that its holder, or its auditor, may have it; null: not reckoned yet. See <see cref="TaskBoard.LimitOf"/>.</summary>
    public TimeSpan? Limit { get; set; }

    /// <summary>The same for whoever renders it to be done sooner.</summary>
    public TimeSpan? DuplicateLimit { get; set; }

    /// <summary>Whether a claim is about to lease it, so that no other claim tries.</summary>
    public bool Reserved { get; set; }

    /// <summary>Receipts or reports being checked right now: the sweep leaves it alone, since the work is here already.</summary>
    public int Arriving { get; set; }

    /// <summary>Whether its audit is being given to somebody else: nothing is taken meanwhile.</summary>
    public bool Redrawing { get; set; }

    /// <summary>The commitment's tree, from the receipt's arrival to the verdict; null after a restart, when it is built again.</summary>
    public MerkleSumTree? Tree { get; set; }

    /// <summary>Whether the audit was handed to its auditor.</summary>
    public bool AuditTaken { get; set; }

    /// <summary>Traceparent of its latest lease or draw, for what its holder does; null where nobody listens, or after a restart.</summary>
    public string? Trace { get; set; }

    /// <summary>The holder's own word, [0, 1].</summary>
    public double Progress { get; set; }

    /// <summary>How long it had worked when it last said that it had done more.</summary>
    public TimeSpan Advanced { get; set; }

    /// <summary>The word of whoever renders it to be done sooner, [0, 1].</summary>
    public double DuplicateProgress { get; set; }

    /// <summary>How long that one had worked when it last said that it had done more.</summary>
    public TimeSpan DuplicateAdvanced { get; set; }

    /// <summary>The holder's own word, s.</summary>
    public double? EtaSeconds { get; set; }

    /// <summary>Whom its holder was asked to serve first; null: nobody, or it goes on again. Only in memory: what a restart forgets is asked again where it still matters.</summary>
    public AskedYield? Yield { get; set; }

    /// <summary>Monotonic time at which its holder said that it is parked; null: it works on it.</summary>
    public long? ParkedAt { get; set; }

    /// <summary>How long its holder had it parked before that.</summary>
    public TimeSpan ParkedBefore { get; set; }

    /// <summary>The partition that holds the row.</summary>
    public string Partition => Job.Partition(Group);
}

/// <summary>A lease was asked to yield.</summary>
/// <param name="For">The job that waits for its node.</param>
/// <param name="Tier">That job's tier.</param>
/// <param name="At">Monotonic time at which it was asked.</param>
internal sealed record AskedYield(JobId For, Tier Tier, long At);
