using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>
/// A task's rows before anything happened to them: functions of the job's document, the task's number and the replica's. So the board keeps nothing
/// of a task that waits for its first node but a bit and a version for each row, and makes the rows again when the task is handed out.
/// </summary>
internal static class FreshTask
{
    /// <summary>A row of a task of a cut and quoted job.</summary>
    public static TaskRecord Of(JobRecord job, int index, int replica)
    {
        var (id, estimate) = (job.Split!.Task(job.Id, index), job.Quote!.Estimate);
        return new TaskRecord
        {
            Id = id,
            Replica = replica,
            Fencing = TaskRecord.FencingOf(replica),
            State = TaskState.Open,
            Work = job.Split.WorkOf(id, estimate.WorkP50),
            ExpectedRays = Math.Max(1, (ulong)((UInt128)estimate.RaysP50 * (ulong)id.Region.Pixels * (ulong)id.Samples.Count / job.Spec.TotalSamples)),
        };
    }

    /// <summary>Whether a row that was read is what <see cref="Of"/> gives, so that nothing is lost by forgetting it.</summary>
    public static bool Is(TaskRecord row, JobRecord job, int index)
    {
        // Every change counts the version up: at 0 the row is as it was inserted.
        if (row.Version != 0 || row.State != TaskState.Open || row.Withdrawn || job.Quote is null)
            return false;
        var fresh = Of(job, index, row.Replica);
        return row.Id == fresh.Id && row.Fencing == fresh.Fencing && row.Work == fresh.Work && row.ExpectedRays == fresh.ExpectedRays;
    }
}
