using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>The rows of a task that several operators' nodes render. Guarded by the board's lock.</summary>
internal sealed class ReplicaSet(BoardJob job) : ApartRows(job)
{
    /// <summary>Rows that are wanted.</summary>
    public IEnumerable<BoardTask> Wanted => Rows.Where(row => !row.Record.Withdrawn);

    /// <summary>Whether some node has begun, or is about to: then the task's rays are counted already, and its other replicas cost no more.</summary>
    public bool IsBegun => Claiming.Count > 0 || Rows.Exists(row => row.Record.State != TaskState.Open);

    /// <summary>Whether nothing is left to wait for before they open.</summary>
    public bool AllCommitted => Wanted.All(row => row.Record is { State: TaskState.Leased, Commitment: not null } or { State: > TaskState.Leased });

    /// <inheritdoc/>
    /// <remarks>
    /// All wanted replicas are open, or those that are not never will be, since the job was stopped. Not while one is being judged, since others may
    /// wait for that verdict.
    /// </remarks>
    public override bool IsReady =>
        Rows.Exists(row => row.Record.State == TaskState.Submitted)
        && !Rows.Exists(row => row.Record.State == TaskState.Auditing)
        && (Job.Stopped || Wanted.All(row => row.Record.State > TaskState.Leased));

    /// <summary>What the task adds to its job's sums: its rays count once.</summary>
    public TaskSum Sum()
    {
        var (open, leased, judging, submitted, any) = (false, false, false, false, false);
        BoardTask? counted = null;
        foreach (var row in Wanted)
        {
            var state = row.Record.State;
            open |= state == TaskState.Open;
            leased |= state == TaskState.Leased;
            submitted |= state == TaskState.Submitted;
            judging |= state == TaskState.Auditing;
            any |= state != TaskState.Open;
            if (row.Record.Receipt is not null)
                counted ??= row;
        }

        var rays = counted?.Record.Receipt!.Rays ?? (any ? Rows[0].Record.ExpectedRays : 0);
        var stands = open ? TaskState.Open : leased ? TaskState.Leased : judging ? TaskState.Auditing : submitted ? TaskState.Submitted : TaskState.Accepted;
        return stands == TaskState.Accepted ? new TaskSum(stands, 0, rays, false) : new TaskSum(stands, rays, 0, judging || submitted);
    }

    /// <summary>The accepted row that frames are made of: one that the reference CPU would give bit for bit before one that merely looks the same.</summary>
    public BoardTask Chosen() => Wanted.Where(row => row.Record.State == TaskState.Accepted).MinBy(row => Rank(row.Record))!;

    /// <summary>The same among a task's accepted rows.</summary>
    public static TaskRecord Chosen(IEnumerable<TaskRecord> accepted) => accepted.MinBy(Rank)!;

    /// <summary>Receipts that wait for a verdict, in ledger order.</summary>
    public List<(BoardTask Row, ReceiptRecord Receipt)> Undecided() =>
        [.. Rows.Where(row => row.Record.State is TaskState.Submitted or TaskState.Auditing).Select(row => (row, row.Record.Receipt!)).OrderBy(pair => pair.Item2.Sequence)];

    private static (int Exactness, int Replica) Rank(TaskRecord row) => (row.Audit?.Verdict == Network.Proof.VerdictDecision.EngineFault ? 1 : 0, row.Replica);
}
