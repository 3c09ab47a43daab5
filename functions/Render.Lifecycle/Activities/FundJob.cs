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
        // Alone with the books: where there is no order and the job's story ends by that, none may follow.
        var (job, order, lacks) = await books.Run(() => Lock(input, cancellationToken), cancellationToken);
        if (order is not null)
            // A cancellation may have come between; the order is noted all the same, since its escrow has to be returned.
            return Steps.Of(await jobs.Change(input, record => record.OrderHash is null ? Funded(record, order) : null, cancellationToken));
        return Steps.Of(job.State == JobState.Quoted ? await Wait(job, lacks, cancellationToken) : job);
    }

    /// <summary>The job's order, locked now or before; without one, the job as it was read, and what it lacks.</summary>
    private async Task<(JobRecord Job, EscrowLocked? Order, string? Lacks)> Lock(JobId input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input, cancellationToken);
        if (await ledger.Find(EscrowLocked.KeyOf(input), cancellationToken) is { } entry)
            return (job, PayloadJson.Read<EscrowLocked>(entry), null);
        if (job.State != JobState.Quoted)
            return (job, null, null);
        if (Choose(job) is not { } offer)
            return (job, null, job.AutoAccept ? "No offer of the tier is within the spec's bounds." : null);
        try
        {
            return (job, await ledger.AppendFirst(Order(job, offer), cancellationToken), null);
        }
        catch (InsufficientBalanceException e)
        {
            return (job, null, $"{e.Message} Fund the account, then accept the quote again.");
        }
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
