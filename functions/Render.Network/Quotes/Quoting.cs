using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Network.Quotes;

/// <summary>Makes a quote from a pilot and the asks.</summary>
public static class Quoting
{
    /// <summary>The quote.</summary>
    /// <param name="spec">A sound spec.</param>
    /// <param name="settings">Its settings digest.</param>
    /// <param name="estimate">What the pilot found.</param>
    /// <param name="asks">The asks of the nodes fit for a tier.</param>
    /// <param name="policy">The policy in force.</param>
    public static Quote Make(JobSpec spec, Digest settings, WorkEstimate estimate, Func<Tier, IReadOnlyList<Ask>> asks, Policy policy)
    {
        var offers = ImmutableArray.CreateBuilder<TierOffer>();
        var refusals = ImmutableArray.CreateBuilder<TierRefusal>();
        foreach (var tier in Enum.GetValues<Tier>())
        {
            var fit = asks(tier);
            var terms = policy.Tiers.For(tier);
            // Replicas render the same samples and are compared byte for byte.
            if (spec.Statistical && terms.Replicas > 1)
                continue;
            var work = WithAudits(spec, estimate.WorkP90, terms).Micros;
            switch (AskBook.Clear(fit, work, spec.DeadlineSeconds, terms, policy.Prices, spec.Bid))
            {
                case Clearing.Priced priced:
                    offers.Add(Offer(spec, estimate, tier, policy, priced, fit));
                    break;
                case Clearing.BidTooLow tooLow:
                    refusals.Add(new TierRefusal(tier, tooLow.Least));
                    break;
            }
        }

        var chosen = asks(spec.Tier);
        return new Quote(
            spec.Package, settings, estimate, Split(spec, estimate, chosen.Count, chosen.Sum(ask => ask.SpeedMilli), policy).Tasks, offers.ToImmutable(), refusals.ToImmutable());
    }

    /// <summary>Price of a million rays: price of a unit × work of a million rays, rounded up.</summary>
    public static Tokens PricePerMillionRays(Tokens pricePerUnit, long picosPerRay) =>
        // 10⁶ rays × 10⁻¹² units of work each: the price times picoseconds over 10⁶.
        pricePerUnit.MultiplyDivideUp((UInt128)picosPerRay, 1_000_000);

    private static TierOffer Offer(JobSpec spec, WorkEstimate estimate, Tier tier, Policy policy, Clearing.Priced priced, IReadOnlyList<Ask> fit)
    {
        var price = PricePerMillionRays(priced.PricePerUnit, estimate.PicosPerRay);
        var taken = priced.Nodes.ToHashSet();
        var speeds = fit.Where(ask => taken.Contains(ask.Node)).Select(ask => ask.SpeedMilli).ToArray();
        var plan = Split(spec, estimate, speeds.Length, speeds.Sum(), policy);
        var largest = plan.WorkOf(plan.Task(default, 0), estimate.WorkP50);
        var terms = policy.Tiers.For(tier);
        return new TierOffer(
            tier, priced.PricePerUnit, price, TierOffer.Cost(estimate.RaysP50, price), TierOffer.Cost(estimate.RaysP90, price),
            priced.MeetsDeadline, priced.Nodes.Length,
            CompletionEstimate.Of(WithAudits(spec, estimate.WorkP50, terms), WithAudits(spec, estimate.WorkP90, terms), largest, speeds));
    }

    // Each replica is a rendering, and what is audited is rendered once more, by yet another node. Nodes do not audit statistical jobs.
    private static WorkUnits WithAudits(JobSpec spec, WorkUnits work, TierPolicy tier) =>
        work.Share(((ulong)tier.Replicas * 1_000_000) + (spec.Statistical ? 0 : (ulong)tier.AuditRatePpm), 1_000_000);

    private static SplitPlan Split(JobSpec spec, WorkEstimate estimate, int nodes, long speedMilli, Policy policy) =>
        TaskSplitter.Plan(SplitRequest.Of(spec, estimate.WorkP50, nodes, speedMilli, policy.Leases.TargetTaskSeconds));
}
