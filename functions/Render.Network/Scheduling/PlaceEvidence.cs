using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Scheduling;

/// <summary>What round trips and attestors say about where a node stands.</summary>
/// <remarks>
/// An answer proves how far at most whoever holds the node's key is from the coordinator. That is the node, unless its operator keeps the key, or a copy, nearer
/// than the machine that renders: against that no timing helps, and only an attestor can speak.
/// </remarks>
public static class PlaceEvidence
{
    /// <summary>Light covers 300 km in a millisecond (299.8 in a vacuum, some 200 in fibre), so a round trip of a millisecond reaches at most 150 km, whatever carries it.</summary>
    public const int KilometresPerRoundTripMilli = 150;

    /// <summary>How far from the coordinator a node with this round trip can be, in km, rounded up.</summary>
    public static long MostKilometres(long roundTripMicros) => ((Math.Max(0, roundTripMicros) * KilometresPerRoundTripMilli) + 999) / 1_000;

    /// <summary>The least round trip with which a node can be that far from the coordinator, microseconds, rounded down.</summary>
    public static long LeastMicros(long kilometres) => Math.Max(0, kilometres) * 1_000 / KilometresPerRoundTripMilli;

    /// <summary>What is known of a node's place.</summary>
    /// <param name="region">The region that it declares.</param>
    /// <param name="jurisdiction">The jurisdiction that it declares.</param>
    /// <param name="trips">Its round trips since it declared them.</param>
    /// <param name="statement">What an attestor said of it, its signature verified; null: nothing.</param>
    /// <param name="store">Where the coordinator stands.</param>
    /// <param name="places">The policy's regions and attestors.</param>
    /// <param name="nowUnixMs">Now.</param>
    public static KnownPlace Of(
        string region, string jurisdiction, RoundTrips trips, PlaceStatement? statement, StorePlace store, PlacePolicy places, ulong nowUnixMs)
    {
        var known = places.Region(region);
        var said = new KnownPlace { Region = region, Jurisdiction = jurisdiction, RegionLiesIn = [.. known?.Jurisdictions ?? []] };
        if (trips.Least is not { } least)
            return said with { Doubt = PlaceDoubt.Unanswered };
        var measured = false;
        if (known is not null && store.Origin(places) is var (origin, within))
        {
            var distance = origin.KilometresTo(known.Centre);
            if (MostKilometres(least) < distance.Least - within - known.RadiusKm)
                return said with { Doubt = PlaceDoubt.Contradicted };
            // The whole disc about the coordinator from which the answer can have come lies in the region.
            measured = trips.LeastOfLatest is { } latest && distance.Most + within + MostKilometres(latest) <= known.RadiusKm;
        }

        var attests = statement is not null && nowUnixMs < statement.ExpiresUnixMs && places.Attestors.Any(attestor => attestor.Id == statement.Attestor);
        return said with
        {
            RegionEvidence = attests && region.Length > 0 && statement!.Region == region ? EvidenceLevel.Attested : measured ? EvidenceLevel.Measured : EvidenceLevel.Declared,
            JurisdictionEvidence = attests && jurisdiction.Length > 0 && statement!.Jurisdiction == jurisdiction ? EvidenceLevel.Attested
                : measured && jurisdiction.Length > 0 && known!.Jurisdictions is [var only] && only == jurisdiction ? EvidenceLevel.Measured
                : EvidenceLevel.Declared,
        };
    }
}
