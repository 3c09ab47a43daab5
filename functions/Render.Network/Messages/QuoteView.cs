using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Network.Messages;

/// <summary>What a job would cost and take, for each tier. The same scene and settings give the same quote.</summary>
/// <param name="Digest">The quote's digest: accepting names it.</param>
/// <param name="Rays">Expected rays of the whole job.</param>
/// <param name="WorkUnits">Expected work, reference-machine seconds.</param>
/// <param name="Tasks">Number of tasks it would be split into.</param>
/// <param name="Tiers">One entry a tier.</param>
/// <param name="Expires">Until when it can be accepted.</param>
/// <param name="Notices">What the creator should know.</param>
public sealed record QuoteView(
    Digest Digest,
    ulong Rays,
    double WorkUnits,
    int Tasks,
    IReadOnlyList<TierQuote> Tiers,
    DateTimeOffset Expires,
    IReadOnlyList<string> Notices);

/// <summary>A tier's line of a quote.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="PricePerMillionRays">Price a million accepted rays.</param>
/// <param name="P50">Cost not exceeded with probability ½.</param>
/// <param name="P90">Cost not exceeded with probability 0.9; what escrow locks.</param>
/// <param name="ReferenceSecondsP50">Reference-machine seconds, P50.</param>
/// <param name="ReferenceSecondsP90">Reference-machine seconds, P90.</param>
/// <param name="EtaSecondsP50">Time to delivery on the nodes there are, P50, s; null: no fit node.</param>
/// <param name="EtaSecondsP90">Time to delivery, P90, s; null: no fit node.</param>
/// <param name="FitNodes">Nodes that could take it now.</param>
/// <param name="Shortage">Why no node could; null where one could, or where the quote was made earlier.</param>
public sealed record TierQuote(
    Tier Tier,
    Tokens PricePerMillionRays,
    Tokens P50,
    Tokens P90,
    double ReferenceSecondsP50,
    double ReferenceSecondsP90,
    double? EtaSecondsP50,
    double? EtaSecondsP90,
    int FitNodes,
    Shortage? Shortage = null);
