using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>What round trips say about where a node stands.</summary>
public static class PlaceEvidence
{
    /// <summary>Light in fibre covers 200 km in a millisecond, so a round trip of a millisecond reaches at most 100 km.</summary>
    public const int KilometresPerRoundTripMilli = 100;

    /// <summary>How far from the store a node with this median round trip can be, in km, rounded up.</summary>
    public static long MostKilometres(long roundTripMicros) => (Math.Max(0, roundTripMicros) * KilometresPerRoundTripMilli + 999) / 1_000;

    /// <summary>How well a declared place is known.</summary>
    /// <param name="attested">Whether a trusted third party vouches for it.</param>
    /// <param name="kilometresToStore">From the middle of the declared region to the store; null where unknown.</param>
    /// <param name="radiusKilometres">Radius of the declared region.</param>
    /// <param name="roundTripMicros">Median round trip to the store; null where not measured.</param>
    /// <returns>Null where the answer came sooner than light could bring it from there: a lie.</returns>
    public static EvidenceLevel? Assess(bool attested, long? kilometresToStore, long radiusKilometres, long? roundTripMicros)
    {
        if (kilometresToStore is not { } distance || roundTripMicros is not { } roundTrip)
            return attested ? EvidenceLevel.Attested : EvidenceLevel.Declared;
        var most = MostKilometres(roundTrip);
        if (most < distance - radiusKilometres)
            return null;
        // A quick answer bounds the distance from the store; it proves the region only where that whole disc lies in it.
        var proves = distance + most <= radiusKilometres;
        return attested ? EvidenceLevel.Attested : proves ? EvidenceLevel.Measured : EvidenceLevel.Declared;
    }
}
