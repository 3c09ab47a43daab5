using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>The tasks of one tile of a statistical job, one for each range of its samples: each is the others' replica. Guarded by the board's lock.</summary>
internal sealed class Tile(BoardJob job) : ApartRows(job)
{
    /// <summary>Whether a range is there, or somebody renders one.</summary>
    public bool IsBegun => Rows.Exists(row => row.Record.State != TaskState.Open);

    /// <inheritdoc/>
    /// <remarks>All ranges are there, or those that are not never will be, since the job was stopped.</remarks>
    public override bool IsReady =>
        Rows.Exists(row => row.Record.State == TaskState.Submitted)
        && (Job.Stopped || (Rows.Count == Job.Plan.SampleParts && Rows.TrueForAll(row => row.Record.State > TaskState.Leased)));

    /// <summary>The ranges that are there, by sample.</summary>
    public List<(BoardTask Row, ReceiptRecord Receipt, bool Judged)> Ranges() =>
        [.. Rows.Where(row => row.Record.State is TaskState.Submitted or TaskState.Accepted).Select(row => (row, row.Record.Receipt!, row.Record.State == TaskState.Submitted))];
}
