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
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        // Accepted at the last moment: then it is not too late.
        if (await jobs.Get(input, cancellationToken) is { AcceptedTier: not null } accepted)
            return Steps.Of(accepted);
        return Steps.Of(await jobs.Move(
            input, JobEvent.TimeRanOut, job => job with { Reason = "Nobody accepted the quote in time." }, cancellationToken));
    }
}
