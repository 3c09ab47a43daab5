using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Lifecycle.Activities;

/// <summary>Locks the cap of the accepted offer. Where nothing is accepted, or the balance is too low, the job stays Quoted and says why.</summary>
internal sealed class FundJob(JobStore jobs, ILedger ledger, BooksGate books, PolicyBook policies, TimeProvider clock) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("fund-job");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input, cancellationToken);
        var locked = await ledger.Find($"escrow-locked/{input}", cancellationToken) is { } entry ? PayloadJson.Read<EscrowLocked>(entry) : null;
        if (locked is null && job.State == JobState.Quoted)
        {
            if (Choose(job) is not { } offer)
                return Steps.Of(await Wait(job, job.AutoAccept ? "No offer of the tier is within the spec's bounds." : null, cancellationToken));
            locked = Order(job, offer);
            try
            {
                locked = await books.Run(() => ledger.AppendFirst(locked, cancellationToken), cancellationToken);
            }
            catch (InsufficientBalanceException e)
            {
                return Steps.Of(await Wait(job, $"{e.Message} Fund the account, then accept the quote again.", cancellationToken));
            }
        }

        // A cancellation may have come between; the order is noted all the same, since its escrow has to be returned.
        return Steps.Of(locked is null ? job : await jobs.Change(input, record => record.OrderHash is null ? Funded(record, locked) : null, cancellationToken));
    }

    private static TierOffer? Choose(JobRecord job) =>
        (job.AcceptedTier ?? (job.AutoAccept ? job.Spec.Tier : null)) is { } tier && job.Quote?.Offer(tier) is { } offer && offer.IsWithin(job.Spec.MaxPrice)
            ? offer
            : null;

    /// <summary>Leaves the job Quoted. What was accepted since it was read is not what could not be funded, and stays.</summary>
    private Task<JobRecord> Wait(JobRecord job, string? reason, CancellationToken cancellationToken) => jobs.Change(
        job.Id, record => record.State == JobState.Quoted && record.Version == job.Version ? record with { AcceptedTier = null, Reason = reason } : null, cancellationToken);

    private EscrowLocked Order(JobRecord job, TierOffer offer)
    {
        var quote = job.Quote!;
        return new EscrowLocked(
            job.Id, job.Spec.Creator, offer.Tier, OrderHash.Of(quote.ToDigest(), job.Spec), quote.ToDigest(), JobSpecDigest.Of(job.Spec),
            job.Spec.Package, quote.Settings, policies.CurrentDigest, job.Spec.SaltCommitment, offer.PricePerMillionRays,
            (ulong)quote.Estimate.PicosPerRay, offer.P90, job.Spec.Statistical);
    }

    private JobRecord Funded(JobRecord job, EscrowLocked order)
    {
        var funded = job with
        {
            OrderHash = order.Order,
            Policy = order.Policy,
            AcceptedTier = order.Tier,
            PricePerMillionRays = order.PricePerMillionRays,
            Cap = order.Cap,
            Funded = clock.GetUtcNow(),
        };
        return job.State == JobState.Quoted ? JobStore.Moved(funded with { Reason = null }, job.State, JobEvent.EscrowLocked) : funded;
    }
}
