using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Jobs;

/// <summary>Changes jobs: commits the document against its ETag, then the board, then tells watchers.</summary>
internal sealed class JobStore(IState state, TaskBoard board, INetworkEvents events, BoardSignal signal, TimeProvider clock, ILogger<JobStore> log)
{
    /// <summary>The job's document; null where there is none.</summary>
    public async Task<JobRecord?> Find(JobId job, CancellationToken cancellationToken) =>
        (await state.Get<JobRecord>(JobRecord.Partition, job.Value, cancellationToken))?.Value;

    /// <summary>The job's document.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public async Task<JobRecord> Get(JobId job, CancellationToken cancellationToken) =>
        await Find(job, cancellationToken) ?? throw new InvalidDataException($"Job {job} is not known.");

    /// <summary>Writes a new job; false where it is known already.</summary>
    public async Task<bool> Insert(JobRecord job, CancellationToken cancellationToken)
    {
        var commit = await state.Commit(JobRecord.Partition, [StateWrite.Insert(job.Row, job)], cancellationToken);
        if (commit.Succeeded)
            events.Publish(new JobChanged(job.Id, null, job.State, job.Reason));
        return commit.Succeeded;
    }

    /// <summary>Changes a job; decided anew where another change came first.</summary>
    /// <param name="id">The job.</param>
    /// <param name="decide">The next document, or null to leave it; must only look at its argument.</param>
    /// <param name="cancellationToken">Gives up waiting; the document may have been written.</param>
    /// <returns>The document as it stands now.</returns>
    /// <exception cref="InvalidDataException">There is no such job.</exception>
    public async Task<JobRecord> Change(JobId id, Func<JobRecord, JobRecord?> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await state.Get<JobRecord>(JobRecord.Partition, id.Value, cancellationToken)
                ?? throw new InvalidDataException($"Job {id} is not known.");
            var before = found.Value;
            if (decide(before) is not { } decided)
            {
                // A crash may have come between a commit and the board: what is on disk counts.
                board.Update(before);
                return before;
            }

            var next = decided with { Version = before.Version + 1, Updated = decided.State == before.State ? before.Updated : clock.GetUtcNow() };
            if (!(await state.Commit(JobRecord.Partition, [StateWrite.Update(found, next)], cancellationToken)).Succeeded)
                continue;
            board.Update(next);
            signal.Set();
            if (next.State != before.State)
            {
                log.JobMoved(id, next.State, next.Reason ?? "");
                events.Publish(new JobChanged(id, before.State, next.State, next.Reason));
            }

            return next;
        }
    }

    /// <summary>Moves a job where its table allows the event, else leaves it: late and repeated steps are no-ops.</summary>
    public Task<JobRecord> Move(JobId id, JobEvent happened, Func<JobRecord, JobRecord>? also, CancellationToken cancellationToken) => Change(
        id,
        job => JobTransitions.Allows(job.State, happened) ? Moved(also is null ? job : also(job), job.State, happened) : null,
        cancellationToken);

    /// <summary>The document after an event.</summary>
    public static JobRecord Moved(JobRecord job, JobState from, JobEvent happened) => job with { State = JobTransitions.Next(from, happened, job.Id.Value) };
}
