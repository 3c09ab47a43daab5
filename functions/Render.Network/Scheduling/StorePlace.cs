using Render.Network.Governance;

namespace Render.Network.Scheduling;

/// <summary>Where the coordinator and its store stand, as whoever runs them says. Nobody measures it: who submits a job trusts its coordinator anyway.</summary>
/// <param name="Region">Its region; empty: not said.</param>
/// <param name="Jurisdiction">Its jurisdiction, ISO 3166-1 alpha-2; empty: not said.</param>
/// <param name="Position">The coordinator's position. Without it round trips can contradict a place, but never prove one; null: not said.</param>
public sealed record StorePlace(string Region = "", string Jurisdiction = "", GeoPoint? Position = null)
{
    /// <summary>The point that round trips are measured from, and how far from it the coordinator may stand, km; null where nothing is known.</summary>
    public (GeoPoint Point, long Within)? Origin(PlacePolicy places) =>
        Position is { } position ? (position, 0)
        : places.Region(Region) is { } region ? (region.Centre, region.RadiusKm)
        : null;

    /// <summary>The place as a policy sees it.</summary>
    public KnownPlace Known(PlacePolicy places) => new()
    {
        Region = Region,
        Jurisdiction = Jurisdiction,
        RegionEvidence = Jobs.EvidenceLevel.Attested,
        JurisdictionEvidence = Jobs.EvidenceLevel.Attested,
        RegionLiesIn = [.. places.Region(Region)?.Jurisdictions ?? []],
    };
}
