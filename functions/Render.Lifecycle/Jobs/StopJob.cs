using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>Ends the handing out of a job's tasks. Receipts that are in are still decided; then the books are closed with what is accepted.</summary>
internal sealed class StopJob(JobStore jobs, TaskBoard board, IWorkflows workflows)
{
    /// <summary>Stops a job; one that stopped before, or is past stopping, stays as it is.</summary>
    /// <returns>The job as it stands now.</returns>
    public async Task<JobRecord> Run(JobId id, StopReason why, string reason, CancellationToken cancellationToken)
    {
        var share = board.Job(id) is { } held ? board.Read(() => held.TouchedWorkPpm) : 0;
        var job = await jobs.Change(
            id,
            record =>
            {
                var happened = Event(why);
                return record.Stop is null && JobTransitions.Allows(record.State, happened)
                    ? JobStore.Moved(record, record.State, happened) with { Stop = why, Reason = reason, WorkAtStopPpm = share }
                    : null;
            },
            cancellationToken);
        using var span = JobTrace.Begin("stop", job)?.SetTag(Tags.Reason, why.ToString());
        if (job.Stop is not null)
            await workflows.RaiseEvent(JobWorkflow.IdOf(id), JobWorkflow.Nudge, true, $"stop-{job.Stop}", cancellationToken);
        return job;
    }

    private static JobEvent Event(StopReason why) => why switch
    {
        StopReason.Finished => JobEvent.FinishedTaken,
        StopReason.GaveUp => JobEvent.GaveUp,
        _ => JobEvent.CancelRequested,
    };
}
