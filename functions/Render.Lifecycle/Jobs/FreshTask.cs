using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>
/// A task's row before anything happened to it: a function of the job's document and the task's number. So the board keeps nothing of a task that
/// waits for its first node but a bit and the row's version, and makes the row again when the task is handed out.
/// </summary>
internal static class FreshTask
{
    /// <summary>The row of a task of a cut and quoted job.</summary>
    public static TaskRecord Of(JobRecord job, int index)
    {
        var (id, estimate) = (job.Split!.Task(job.Id, index), job.Quote!.Estimate);
        return new TaskRecord
        {
            Id = id,
            State = TaskState.Open,
            Work = job.Split.WorkOf(id, estimate.WorkP50),
            ExpectedRays = Math.Max(1, (ulong)((UInt128)estimate.RaysP50 * (ulong)id.Region.Pixels * (ulong)id.Samples.Count / job.Spec.TotalSamples)),
        };
    }

    /// <summary>Whether a row that was read is what <see cref="Of"/> gives, so that nothing is lost by forgetting it.</summary>
    public static bool Is(TaskRecord row, JobRecord job, int index)
    {
        // Every change counts the version up: at 0 the row is as it was inserted.
        if (row.Version != 0 || row.State != TaskState.Open || job.Quote is null)
            return false;
        var fresh = Of(job, index);
        return row.Id == fresh.Id && row.Work == fresh.Work && row.ExpectedRays == fresh.ExpectedRays;
    }
}
