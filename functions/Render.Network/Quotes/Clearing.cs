using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>What the asks say to an order.</summary>
public abstract record Clearing
{
    private Clearing()
    {
    }

    /// <summary>A price was found.</summary>
    /// <param name="AskPerUnit">The highest ask among those taken, within bounds, before the tier's multiplier.</param>
    /// <param name="PricePerUnit">What a work unit costs: the ask times the multiplier, rounded up, and never above the bid.</param>
    /// <param name="Nodes">Nodes whose ask it meets, cheapest first.</param>
    /// <param name="SpeedMilli">Their speed together, in thousandths of a work unit per second.</param>
    /// <param name="MeetsDeadline">False where even all of them are too slow.</param>
    public sealed record Priced(Tokens AskPerUnit, Tokens PricePerUnit, ImmutableArray<NodeId> Nodes, long SpeedMilli, bool MeetsDeadline) : Clearing;

    /// <summary>The bid is below anything that could be taken.</summary>
    /// <param name="Least">The least bid that would find a price now.</param>
    public sealed record BidTooLow(Tokens Least) : Clearing;
}
