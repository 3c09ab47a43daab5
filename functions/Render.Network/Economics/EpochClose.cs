using System.Numerics;
using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>
/// An epoch's emission. The availability share goes to staked nodes pro rata to answered wake-ups; the rest, with what earlier epochs
/// carried over, pro rata to accepted work, at most a cap for each work unit. Availability never gets a greater part of what is minted than of the
/// schedule, so that identities which only wait cannot live on an idle network. What is not minted is carried over; it does not exist until it is minted.
/// </summary>
/// <param name="Minted">All that is minted: never above scheduled + carried in + recyclable.</param>
/// <param name="CarryOut">Scheduled + carried in + recycled − minted.</param>
/// <param name="Payouts">Who gets it, one line a node with anything, by node id.</param>
/// <param name="Recycled">What of it are burned tokens minted again: what the schedule's part did not suffice for.</param>
public sealed record EpochClose(Tokens Minted, Tokens CarryOut, IReadOnlyList<NodePayout> Payouts, Tokens Recycled = default)
{
    private const uint Million = 1_000_000;
    private const int Whole = 10_000;

    /// <summary>Closes an epoch.</summary>
    /// <param name="terms">Schedule and policy.</param>
    /// <param name="work">Accepted and paid work, one line a node, in any order.</param>
    /// <param name="availability">Answered wake-ups, one line a node, in any order.</param>
    /// <exception cref="ArgumentException">A node has two lines in one list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The availability share is all or more.</exception>
    public static EpochClose Of(EpochTerms terms, IEnumerable<NodeEmissionWork> work, IEnumerable<NodeAvailability> availability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(terms.AvailabilityBp);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(terms.AvailabilityBp, Whole);
        var workers = work.Where(w => w.MicroWorkUnits > 0).OrderBy(w => w.Node).ToList();
        var available = availability.Where(a => a.Answered > 0).OrderBy(a => a.Node).ToList();
        var reserved = (terms.Scheduled + terms.Recyclable).MultiplyDivide((UInt128)terms.AvailabilityBp, Whole);
        var fresh = terms.Scheduled + terms.CarryIn;
        var budget = fresh + terms.Recyclable;
        var done = workers.Aggregate(UInt128.Zero, static (sum, w) => sum + w.MicroWorkUnits);
        var forWork = Tokens.Min(budget - reserved, Capped(terms.CapPerWorkUnit, done, budget));
        var forAvailability = available.Count > 0
            ? Tokens.Min(reserved, forWork.MultiplyDivide((UInt128)terms.AvailabilityBp, (UInt128)(Whole - terms.AvailabilityBp)))
            : Tokens.Zero;

        var amounts = new SortedDictionary<NodeId, NodePayout>();
        var parts = LargestRemainder.Split(forWork, [.. workers.Select(w => new Share(w.Node.Value, w.MicroWorkUnits))]);
        for (var i = 0; i < parts.Length; i++) Add(amounts, workers[i].Node, workers[i].Operator, parts[i]);
        parts = LargestRemainder.Split(forAvailability, [.. available.Select(a => new Share(a.Node.Value, a.Answered))]);
        for (var i = 0; i < parts.Length; i++) Add(amounts, available[i].Node, available[i].Operator, parts[i]);

        var minted = forWork + forAvailability;
        var recycled = minted.MinusOrZero(fresh);
        return new EpochClose(minted, fresh + recycled - minted, [.. amounts.Values], recycled);
    }

    // A product beyond 2¹²⁸ is beyond any budget.
    private static Tokens Capped(Tokens perWorkUnit, UInt128 microWorkUnits, Tokens budget) =>
        (BigInteger)perWorkUnit.Units * microWorkUnits / Million is var cap && cap < (BigInteger)budget.Units
            ? new Tokens((UInt128)cap)
            : budget;

    private static void Add(SortedDictionary<NodeId, NodePayout> amounts, NodeId node, OperatorId owner, Tokens amount)
    {
        if (amount.IsZero) return;
        var before = amounts.TryGetValue(node, out var payout) ? payout.Amount : Tokens.Zero;
        amounts[node] = new NodePayout(node, owner, before + amount);
    }
}
