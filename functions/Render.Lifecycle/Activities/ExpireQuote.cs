using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Ends a quote that nobody accepted in time.</summary>
internal sealed class ExpireQuote(JobStore jobs) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("expire-quote");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken) => Steps.Of(await jobs.Change(
        input,
        // Accepted at the last moment: then it is not too late.
        job => job.AcceptedTier is null && JobTransitions.Allows(job.State, JobEvent.TimeRanOut)
            ? JobStore.Moved(job, job.State, JobEvent.TimeRanOut) with { Reason = "Nobody accepted the quote in time." }
            : null,
        cancellationToken));
}
