using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Quotes;

namespace Render.Network.Governance.Replay;

/// <summary>
/// What an order would have cost under other bounds of the price and other multipliers of its tier. The ask behind a price is the price of a work unit over the multiplier;
/// the asks of a price that stood at a bound lie beyond it and are in no book, so such a price goes where the bound goes: the most that the change can do.
/// </summary>
internal static class ReplayPrice
{
    private const uint Million = 1_000_000;

    /// <summary>Price of 10⁶ rays under the changed policy; the recorded one where neither bounds nor the tier's multiplier change.</summary>
    /// <param name="order">The order as it was funded.</param>
    /// <param name="before">The policy it was funded under.</param>
    /// <param name="after">The same, changed.</param>
    public static Tokens Of(EscrowLocked order, Policy before, Policy after)
    {
        var (was, now) = (before.Tiers.For(order.Tier), after.Tiers.For(order.Tier));
        if (before.Prices == after.Prices && was.PriceMilli == now.PriceMilli) return order.PricePerMillionRays;
        return At(Ask(), order, now);

        Tokens Ask()
        {
            if (AtFloor(order, before)) return after.Prices.Floor;
            if (order.PricePerMillionRays == At(before.Prices.Ceiling, order, was)) return after.Prices.Ceiling;
            var unit = order.PricePerMillionRays.MultiplyDivide(Million, order.MicroWorkUnitsPerMillionRays);
            var ask = unit.MultiplyDivide(1_000, (UInt128)was.PriceMilli);
            return Tokens.Max(after.Prices.Floor, Tokens.Min(after.Prices.Ceiling, ask));
        }
    }

    /// <summary>An amount that was locked for an order, in the ratio of the two prices, rounded up.</summary>
    public static Tokens Scale(Tokens amount, EscrowLocked before, EscrowLocked after) => before.PricePerMillionRays == after.PricePerMillionRays || before.PricePerMillionRays.IsZero
        ? amount
        : amount.MultiplyDivideUp(after.PricePerMillionRays.Units, before.PricePerMillionRays.Units);

    /// <summary>Whether an order's price stood at the floor, so that the asks below it are not known.</summary>
    public static bool AtFloor(EscrowLocked order, Policy policy) => order.PricePerMillionRays == At(policy.Prices.Floor, order, policy.Tiers.For(order.Tier));

    // The price of an order's million rays at an ask.
    private static Tokens At(Tokens ask, EscrowLocked order, TierPolicy tier) => Quoting.PricePerMillionRays(AskBook.Price(ask, tier), (long)order.MicroWorkUnitsPerMillionRays);
}
