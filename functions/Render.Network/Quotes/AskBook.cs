using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Governance;

namespace Render.Network.Quotes;

/// <summary>The asks of the nodes that are fit for a job and tier; finds the price.</summary>
public static class AskBook
{
    /// <summary>The lowest asks that meet the deadline, at one price: the highest ask among them.</summary>
    /// <remarks>
    /// Asks below the floor count as the floor; asks above the ceiling, or beyond the bid once multiplied, are left out. From the cheapest
    /// on (ties by node id) asks are taken until their speed does the work in time; without a deadline until they hold half of the speed
    /// there is, so that one cheap node does not make everybody wait. Asks equal to the last one are taken too. Where no node is fit the
    /// price is the floor, and the job waits.
    /// </remarks>
    /// <param name="asks">Asks of fit nodes.</param>
    /// <param name="workMicros">Work to do, audits included, in millionths of a work unit.</param>
    /// <param name="deadlineSeconds">Seconds to do it in; null for no deadline.</param>
    /// <param name="tier">The tier's.</param>
    /// <param name="bounds">Floor and ceiling.</param>
    /// <param name="bid">The most the creator pays for a work unit, multiplier included; null for no bound.</param>
    public static Clearing Clear(
        IEnumerable<Ask> asks, long workMicros, long? deadlineSeconds, TierPolicy tier, PricePolicy bounds, Tokens? bid)
    {
        var offered = asks
            .Where(ask => ask.SpeedMilli > 0 && ask.PerUnit <= bounds.Ceiling)
            .Select(ask => ask with { PerUnit = Tokens.Max(ask.PerUnit, bounds.Floor) })
            .OrderBy(ask => ask.PerUnit).ThenBy(ask => ask.Node)
            .ToImmutableArray();
        var least = Price(offered.IsEmpty ? bounds.Floor : offered[0].PerUnit, tier);
        if (bid < least)
            return new Clearing.BidTooLow(least);
        var fit = offered.Where(ask => bid is null || Price(ask.PerUnit, tier) <= bid).ToImmutableArray();
        if (fit.IsEmpty)
            return new Clearing.Priced(bounds.Floor, least, [], 0, deadlineSeconds is null);

        var needed = Needed(fit, workMicros, deadlineSeconds);
        var (taken, speed) = (0, (UInt128)0);
        while (taken < fit.Length && (speed < needed || taken == 0 || fit[taken].PerUnit == fit[taken - 1].PerUnit))
            speed += (ulong)fit[taken++].SpeedMilli;
        var ask = fit[taken - 1].PerUnit;
        return new Clearing.Priced(
            ask, Price(ask, tier), [.. fit.Take(taken).Select(offer => offer.Node)], checked((long)speed), deadlineSeconds is null || speed >= needed);
    }

    /// <summary>An ask times the tier's multiplier, rounded up.</summary>
    public static Tokens Price(Tokens askPerUnit, TierPolicy tier) => askPerUnit.MultiplyDivideUp((UInt128)tier.PriceMilli, 1_000);

    // Speed in thousandths of a unit a second: work [10⁻⁶] / seconds / 1,000, rounded up.
    private static UInt128 Needed(ImmutableArray<Ask> fit, long workMicros, long? deadlineSeconds)
    {
        if (deadlineSeconds is { } seconds)
        {
            var perSecond = (UInt128)1_000 * (ulong)Math.Max(1, seconds);
            return ((UInt128)Math.Max(0, workMicros) + perSecond - 1) / perSecond;
        }

        var all = fit.Aggregate((UInt128)0, (sum, ask) => sum + (ulong)ask.SpeedMilli);
        return (all + 1) / 2;
    }
}
