using System.Globalization;
using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>What is known of a node's place, in words for its operator.</summary>
public static class PlaceSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="place">The place.</param>
    /// <param name="trips">The node's round trips.</param>
    /// <param name="attestor">Name of the attestor whose statement about it counts; null: none.</param>
    /// <param name="store">Where the coordinator stands.</param>
    /// <param name="places">The policy's places.</param>
    public static string Of(KnownPlace place, RoundTrips trips, string? attestor, StorePlace store, PlacePolicy places) => place.Doubt switch
    {
        PlaceDoubt.Unanswered => "It has answered no round trip yet: until it does, it gets nothing of jobs that are kept to places.",
        PlaceDoubt.Contradicted => Contradicted(place, trips, store, places),
        _ => $"{Declares(place)}; {Known(place, trips, attestor, store, places)}.",
    };

    private static string Contradicted(KnownPlace place, RoundTrips trips, StorePlace store, PlacePolicy places)
    {
        var (region, (origin, within)) = (places.Region(place.Region)!, store.Origin(places)!.Value);
        var least = PlaceEvidence.LeastMicros(origin.KilometresTo(region.Centre).Least - within - region.RadiusKm);
        return $"It declares {place.Region}, from where light takes {Millis(least)} there and back, and answered in {Millis(trips.Least!.Value)}: "
            + "it gets nothing of jobs that are kept to places until it declares a region that it can stand in.";
    }

    private static string Declares(KnownPlace place) =>
        $"It declares {(place.Region.Length > 0 ? place.Region : "no region")}{(place.Jurisdiction.Length > 0 ? $" in {place.Jurisdiction}" : "")}";

    private static string Known(KnownPlace place, RoundTrips trips, string? attestor, StorePlace store, PlacePolicy places)
    {
        var attested = new[] { (place.RegionEvidence, place.Region), (place.JurisdictionEvidence, place.Jurisdiction) }
            .Where(known => known.Item1 == EvidenceLevel.Attested).Select(known => known.Item2).ToList();
        var parts = new List<string>();
        if (attested.Count > 0)
            parts.Add($"{attestor ?? "an attestor"} attests {string.Join(" and ", attested)}");
        if (trips.LeastOfLatest is { } least)
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"it answered in {Millis(least)}, so it is at most {PlaceEvidence.MostKilometres(least)} km from the coordinator{Proves(place, store, places)}"));
        return parts.Count > 0 ? string.Join(", and ", parts) : "it answered before the coordinator's last start, and not since";
    }

    private static string Proves(KnownPlace place, StorePlace store, PlacePolicy places) =>
        place.RegionEvidence == EvidenceLevel.Measured ? ": within the region"
        : place.RegionEvidence == EvidenceLevel.Attested ? ""
        : places.Region(place.Region) is null ? "; the network knows no such region, so nothing can be measured"
        : store.Position is null ? "; the coordinator's host does not say where it stands, so no region can be proved"
        : ", which does not prove the region";

    private static string Millis(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1e3:0.##} ms");
}
