using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;
using Render.Network.Splitting;

namespace Render.Lifecycle.Activities;

/// <summary>Cuts a funded job into tasks, once: the cut is written down, so that every later look at it is the same.</summary>
internal sealed class SplitJob(JobStore jobs, IState state, TaskBoard board, Facts known, PolicyBook policies, TimeProvider clock, LifecycleOptions options) : IActivity<JobId, SplitDone>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, SplitDone> Name { get; } = new("split-job");

    /// <inheritdoc/>
    public async Task<SplitDone> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        var fleet = board.Nodes().Where(board.IsAlive).ToList();
        var job = await jobs.Change(
            input,
            record =>
            {
                if (record.State != JobState.Funded)
                    return null;
                var plan = record.Split ?? TaskSplitter.Plan(SplitRequest.Of(
                    record.Spec, record.Quote!.Estimate.WorkP50, fleet.Count, fleet.Sum(node => node.SpeedMilli), policies.Of(record).Leases.TargetTaskSeconds));
                return JobStore.Moved(record, record.State, JobEvent.TasksOpened) with { Split = plan, Tasks = plan.Tasks, Groups = plan.Groups };
            },
            cancellationToken);
        if (job.Split is null)
            return new SplitDone(0, 0, -1);
        await Boards.Admit(board, state, job, known, policies, clock, options, cancellationToken);
        return new SplitDone(job.Groups, job.Spec.Frames.First, job.Spec.Frames.Last);
    }
}

/// <summary>How a job was cut.</summary>
/// <param name="Groups">Number of groups.</param>
/// <param name="FirstFrame">First frame.</param>
/// <param name="LastFrame">Last frame; before the first where the job stopped before it was cut.</param>
public sealed record SplitDone(int Groups, int FirstFrame, int LastFrame);
