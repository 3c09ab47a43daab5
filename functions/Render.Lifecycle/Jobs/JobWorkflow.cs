using Render.Lifecycle.Activities;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>
/// The story of a job: inspect, quote, fund, split, render in groups, assemble, deliver, settle. It decides nothing itself: each activity looks
/// at the job's document and does what is due, so that running it twice, or again after a crash, comes to the same.
/// </summary>
public sealed class JobWorkflow : IWorkflow<JobInput, JobState>
{
    /// <summary>The event that something about the job changed: accepted, stopped.</summary>
    public const string Nudge = "nudge";

    private const int FramesAtOnce = 16;

    private static readonly TimeSpan SettleAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>The registered name.</summary>
    public static WorkflowName<JobInput, JobState> Name { get; } = new("job");

    /// <summary>How activities are tried again: storage may be full or a process may stop, and neither loses a job.</summary>
    public static RetryPolicy Retry { get; } = new(1_000, TimeSpan.FromMilliseconds(200), 2, TimeSpan.FromSeconds(30));

    /// <summary>The instance of a job.</summary>
    public static string IdOf(JobId job) => $"job:{job}";

    /// <inheritdoc/>
    public async Task<JobState> Run(IWorkflowContext context, JobInput input)
    {
        var job = input.Job;
        var inspected = await context.CallActivity(InspectPackage.Name, job, Retry);
        if (inspected.IsOver)
            return inspected.State;
        var funded = await Fund(context, job);
        if (funded.IsOver)
            return funded.State;
        var split = await context.CallActivity(SplitJob.Name, job, Retry);
        var groups = Enumerable.Range(0, split.Groups).ToArray();
        for (var round = 0; ; round++)
        {
            var turn = round;
            await Task.WhenAll(groups.Select(group => context.CallSubWorkflow(
                GroupWorkflow.Name, new GroupInput(job, group, turn), GroupWorkflow.IdOf(job, group, turn))));
            var check = await context.CallActivity(CheckJob.Name, new CheckJobInput(job, turn + 1), Retry);
            groups = [.. check.Groups];
            if (groups.Length > 0)
                continue;
            await Assemble(context, job, split);
            var closed = await context.CallActivity(SettleJob.Name, job, Retry);
            if (closed.IsOver)
                return closed.State;
            await context.CreateTimer(SettleAgain);
        }
    }

    private static async Task<Step> Fund(IWorkflowContext context, JobId job)
    {
        var quoted = await context.CallActivity(QuoteJob.Name, job, Retry);
        while (true)
        {
            var step = quoted.IsOver ? quoted : await context.CallActivity(FundJob.Name, job, Retry);
            if (step.IsOver || step.State != JobState.Quoted)
                return step;
            var nudge = await context.TryWaitForEvent<bool>(Nudge, quoted.ValidFor);
            if (!nudge.Arrived && await context.CallActivity(ExpireQuote.Name, job, Retry) is { IsOver: true } expired)
                return expired;
        }
    }

    private static async Task Assemble(IWorkflowContext context, JobId job, SplitDone split)
    {
        for (var first = split.FirstFrame; first <= split.LastFrame; first += FramesAtOnce)
            await context.CallActivity(AssembleFrames.Name, new FramesInput(job, first, Math.Min(split.LastFrame, first + FramesAtOnce - 1)), Retry);
    }
}

/// <summary>What a job's workflow starts from.</summary>
/// <param name="Job">The job.</param>
public sealed record JobInput(JobId Job);

/// <summary>Where a step left the job.</summary>
/// <param name="State">Its state.</param>
/// <param name="IsOver">Whether its story ends here.</param>
/// <param name="ValidFor">How long its quote can be accepted.</param>
public sealed record Step(JobState State, bool IsOver, TimeSpan ValidFor = default);
