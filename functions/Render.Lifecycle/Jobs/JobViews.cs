using Render.Lifecycle.Dispatch;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Quotes;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>Jobs and tasks as people see them. Read under the board's lock, else pure.</summary>
internal static class JobViews
{
    /// <summary>A job.</summary>
    /// <param name="job">Its document.</param>
    /// <param name="held">It on the board; null where its story is over or has not come so far.</param>
    /// <param name="frames">Frames that can be fetched.</param>
    /// <param name="speedMilli">Speed of the nodes that work on it.</param>
    /// <param name="shortage">Why no node takes its open tasks.</param>
    public static JobView Of(JobRecord job, BoardJob? held, int frames, long speedMilli, Shortage? shortage)
    {
        var counts = held is null
            ? new TaskCounts(0, 0, 0, 0, job.Books is { } closed ? closed.Accepted ?? job.Tasks : 0)
            : new TaskCounts(held.Counts[1], held.Counts[2], held.Counts[3], held.Counts[4], held.Counts[5]);
        var progress = job.State is JobState.Settled or JobState.Delivered ? 1
            : held is { TotalWork: > 0 } ? Math.Min(1, (double)held.AcceptedWork / held.TotalWork) : 0;
        double? eta = held is { TotalWork: > 0 } && speedMilli > 0 ? held.LeftWork / 1_000.0 / speedMilli : null;
        return new JobView(
            job.Id, job.Name, job.Spec.Creator, job.Spec.Kind, job.State, job.Reason, job.Tier, job.Spec.Package, job.Spec.Frames, job.Spec.Size.Width,
            job.Spec.Size.Height, job.Spec.Samples, counts, frames, Money(job, held), job.Quote is { } quote ? Quote(quote, job.QuoteExpires ?? job.Updated, job.Notices) : null,
            job.OrderHash, progress, eta, held?.Attached.Count ?? 0, job.Created, job.Updated,
            job.Spec.DeadlineSeconds is { } seconds && job.Funded is { } funded ? funded + TimeSpan.FromSeconds(seconds) : null, job.Notices,
            shortage);
    }

    /// <summary>A quote.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="expires">Until when it can be accepted.</param>
    /// <param name="notices">What the creator should know.</param>
    /// <param name="shortage">Why no node could take an offer now; null: not asked.</param>
    public static QuoteView Quote(Quote quote, DateTimeOffset expires, IReadOnlyList<string> notices, Func<TierOffer, Shortage?>? shortage = null) => new(
        quote.ToDigest(),
        quote.Estimate.RaysP50,
        quote.Estimate.WorkP50.Units,
        quote.Tasks,
        [
            .. quote.Offers.Select(offer => new TierQuote(
                offer.Tier, offer.PricePerMillionRays, offer.P50, offer.P90, quote.Estimate.WorkP50.Units, quote.Estimate.WorkP90.Units,
                offer.Eta?.LikelyMillis / 1_000.0, offer.Eta?.CautiousMillis / 1_000.0, offer.FitNodes, shortage?.Invoke(offer))),
        ],
        expires,
        notices);

    /// <summary>A task.</summary>
    public static TaskView Task(TaskRecord task, double progress, double? eta, DateTimeOffset? expires, IReadOnlyList<TaskView>? replicas = null, bool parked = false) => new(
        task.Id,
        task.State,
        task.Reason?.ToString(),
        task.Lease?.Node,
        task.Fencing & uint.MaxValue,
        expires,
        task.State is TaskState.Open ? 0 : task.State is TaskState.Leased ? progress : 1,
        task.State is TaskState.Leased ? eta : null,
        task.Receipt?.Rays,
        task.Receipt?.Sequence,
        task.Receipt?.Result,
        task.Receipt?.Log,
        [.. task.Past.Select(past => past.Audit).Append(task.Audit).OfType<AuditRecord>().Select(Audit)],
        task.Lease?.Assignment,
        task.History,
        task.Duplicate?.Node,
        replicas,
        parked);

    private static AuditView Audit(AuditRecord audit) => new(
        audit.Attempt, audit.Auditor, audit.Blocks, audit.Verdict is not null ? "Decided" : audit.Report is not null ? "Reported" : "Drawn",
        audit.Verdict?.ToString(), audit.Reveal);

    private static JobMoney Money(JobRecord job, BoardJob? held)
    {
        if (job.Books is { } books)
            return books.Money;
        var accepted = held is null || job.PricePerMillionRays.IsZero ? Tokens.Zero : Tokens.Min(job.Cap, Settlement.Price(held.AcceptedRays, job.PricePerMillionRays));
        return new JobMoney(job.Cap, accepted, null, null, null, null, null);
    }
}
