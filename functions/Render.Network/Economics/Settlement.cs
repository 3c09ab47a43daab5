using System.Numerics;

namespace Render.Network.Economics;

/// <summary>
/// How a job's escrow is divided: charge = min(cap, ⌈accepted rays · price / 10⁶⌉), split into burn, treasury and operators; operators pro
/// rata to their rays, rendered and audited; the rest returns to the creator. Charge + refund is the cap, to the unit.
/// </summary>
/// <param name="Charge">What the creator pays.</param>
/// <param name="Burn">Part of the charge that is destroyed.</param>
/// <param name="Treasury">Part of the charge that the network keeps.</param>
/// <param name="Operators">Part of the charge that is paid out.</param>
/// <param name="Refund">What returns to the creator.</param>
/// <param name="Payouts">The operators' part, one line a node with work, by node id.</param>
/// <param name="Emission">
/// The work on which emission is shared, by node id: what the creator paid for and no more, pro rata as the pay. Audits share in it and add nothing to it, or a
/// creator who also renders and audits would be minted more than the job cost; where the cap cuts the charge, it cuts this work in proportion.
/// </param>
public sealed record Settlement(
    Tokens Charge,
    Tokens Burn,
    Tokens Treasury,
    Tokens Operators,
    Tokens Refund,
    IReadOnlyList<NodePayout> Payouts,
    IReadOnlyList<NodeEmissionWork> Emission)
{
    private const uint Million = 1_000_000;

    /// <summary>⌈rays · price / 10⁶⌉, before any cap.</summary>
    public static Tokens Price(ulong rays, Tokens pricePerMillionRays) => pricePerMillionRays.MultiplyDivideUp(rays, Million);

    /// <summary>Settles a job.</summary>
    /// <param name="terms">The order's terms.</param>
    /// <param name="work">The accepted work, one line a node, in any order; may be empty.</param>
    /// <exception cref="ArgumentException">A node has two lines.</exception>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static Settlement Of(SettlementTerms terms, IEnumerable<NodeWork> work)
    {
        var nodes = work.Where(w => w.Weight > 0).OrderBy(w => w.Node).ToList();
        var rays = nodes.Aggregate(0UL, static (sum, node) => checked(sum + node.RenderedRays));
        var price = Price(rays, terms.PricePerMillionRays);
        var charge = Tokens.Min(terms.Cap, price);
        var split = LargestRemainder.Split(charge, terms.Split.Shares);
        var weight = nodes.Aggregate(UInt128.Zero, static (sum, node) => sum + node.Weight);
        var payouts = LargestRemainder.Split(split[2], [.. nodes.Select(n => new Share(n.Node.Value, n.Weight))]);
        return new Settlement(
            charge,
            split[0],
            split[1],
            split[2],
            terms.Cap - charge,
            [.. nodes.Select((n, i) => new NodePayout(n.Node, n.Operator, payouts[i]))],
            [.. nodes.Select(n => new NodeEmissionWork(n.Node, n.Operator, price.IsZero ? 0 : PaidWork(n)))]);

        // Of the charged rays' work the part that is paid, and of that the node's share.
        ulong PaidWork(NodeWork node) => (ulong)(
            (BigInteger)node.Weight * rays * terms.MicroWorkUnitsPerMillionRays * charge.Units / ((BigInteger)Million * price.Units * (BigInteger)weight));
    }
}
