using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Looks at all groups once their workflows have ended: a conviction may have reopened tasks since.</summary>
internal sealed class CheckJob(JobStore jobs, TaskBoard board) : IActivity<CheckJobInput, CheckJobResult>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<CheckJobInput, CheckJobResult> Name { get; } = new("check-job");

    /// <inheritdoc/>
    public async Task<CheckJobResult> Run(ActivityContext context, CheckJobInput input, CancellationToken cancellationToken)
    {
        List<int> open = board.Job(input.Job) is { } job
            ? board.Read(() => job.Groups.Where(group => !group.Value.IsDone(job.Stopped)).Select(group => group.Key).Order().ToList())
            : [];
        await jobs.Change(
            input.Job,
            record => open.Count > 0
                ? Again(record, input.Round)
                : JobTransitions.Allows(record.State, JobEvent.TasksAccepted) ? JobStore.Moved(record, record.State, JobEvent.TasksAccepted) : null,
            cancellationToken);
        return new CheckJobResult(open);
    }

    /// <summary>The job in its next round; null where it is. One that was moved on by a look before the conviction is rendered again.</summary>
    private static JobRecord? Again(JobRecord record, int round)
    {
        var next = record.Stop is null && JobTransitions.Allows(record.State, JobEvent.TasksRevoked) ? JobStore.Moved(record, record.State, JobEvent.TasksRevoked) : record;
        return next.State != record.State || record.Round < round ? next with { Round = Math.Max(record.Round, round) } : null;
    }
}

/// <summary>A look at a job's groups.</summary>
/// <param name="Job">The job.</param>
/// <param name="Round">The round that begins where any are open.</param>
public sealed record CheckJobInput(JobId Job, int Round);

/// <summary>What a look at a job's groups found.</summary>
/// <param name="Groups">Groups with tasks to do; empty where all is done.</param>
public sealed record CheckJobResult(IReadOnlyList<int> Groups);
