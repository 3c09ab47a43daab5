using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Ends a quote that nobody accepted in time.</summary>
internal sealed class ExpireQuote(JobStore jobs, ILedger ledger, BooksGate books) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("expire-quote");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken) =>
        Steps.Of(await books.Run(() => Expire(input, cancellationToken), cancellationToken));

    private async Task<JobRecord> Expire(JobId input, CancellationToken cancellationToken)
    {
        // Accepted, or locked, at the last moment: then it is not too late.
        var isLocked = await ledger.Find(EscrowLocked.KeyOf(input), cancellationToken) is not null;
        return await jobs.Change(
            input,
            job => !isLocked && job.AcceptedTier is null && JobTransitions.Allows(job.State, JobEvent.TimeRanOut)
                ? JobStore.Moved(job, job.State, JobEvent.TimeRanOut) with { Reason = "Nobody accepted the quote in time." }
                : null,
            cancellationToken);
    }
}
