using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>A creator accepts a quote. The escrow itself is locked by the workflow; what can be told now is told now.</summary>
internal sealed class AcceptQuote(JobStore jobs, ILedger ledger, IWorkflows workflows, TimeProvider clock)
{
    /// <summary>Accepts the job's quote in a tier.</summary>
    public async Task<Outcome<JobRecord>> Run(JobId id, Network.Messages.AcceptQuote message, CancellationToken cancellationToken)
    {
        if (await jobs.Find(id, cancellationToken) is not { } job)
            return Refusal.Missing(RefusalCodes.JobUnknown, $"job {id}");
        var tier = message.Tier ?? job.Spec.Tier;
        if (job.OrderHash is not null && job.AcceptedTier == tier)
            return job;
        using var span = JobTrace.Begin("accept", job);
        if (await Check(job, tier, message, cancellationToken) is { } refusal)
            return span.Ends<JobRecord>(refusal);
        var quote = job.Quote!.ToDigest();
        job = await jobs.Change(
            id, record => record.State == JobState.Quoted && record.Quote?.ToDigest() == quote ? record with { AcceptedTier = tier, Reason = null } : null, cancellationToken);
        await workflows.RaiseEvent(JobWorkflow.IdOf(id), JobWorkflow.Nudge, true, $"accept-{job.Version}", cancellationToken);
        return job;
    }

    private async Task<Refusal?> Check(JobRecord job, Tier tier, Network.Messages.AcceptQuote message, CancellationToken cancellationToken)
    {
        if (job.State != JobState.Quoted || job.Quote is not { } quote)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.JobState, $"Job {job.Id} is {job.State}: there is no quote to accept.");
        if (message.Quote is { } named && named != quote.ToDigest())
            return new Refusal(RefusalKind.Conflict, RefusalCodes.QuoteStale, $"The latest quote is {quote.ToDigest()}.", "Look at it, then accept that one.");
        if (job.QuoteExpires <= clock.GetUtcNow())
            return new Refusal(RefusalKind.Conflict, RefusalCodes.QuoteExpired, $"The quote ended at {job.QuoteExpires:O}.", "Submit the job again.");
        if (quote.Offer(tier) is not { } offer)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.TierUnpriced, $"There is no offer in {tier}.", "Raise the bid, or take another tier.");
        if (!offer.IsWithin(job.Spec.MaxPrice))
            return new Refusal(RefusalKind.Conflict, RefusalCodes.TierUnpriced, $"{tier} locks {offer.P90.ToText()}, above the spec's bound.", "Raise maxPrice, or take another tier.");
        var has = await ledger.Balance(Accounts.Creator(job.Spec.Creator), cancellationToken);
        return has >= (Int128)offer.P90.Units
            ? null
            : new Refusal(
                RefusalKind.PaymentRequired, RefusalCodes.BalanceTooLow,
                $"{job.Spec.Creator} holds {new Tokens((UInt128)Int128.Max(0, has)).ToText()}; {offer.P90.ToText()} are needed.", "Fund the account, then accept again.");
    }
}
