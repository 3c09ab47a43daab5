using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Where a node stands, and how well that is known.</summary>
public sealed record KnownPlace
{
    /// <summary>The region that it declares; empty: none.</summary>
    public string Region { get; init; } = "";

    /// <summary>The jurisdiction that it declares, ISO 3166-1 alpha-2; empty: none.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>What speaks against all that it declares.</summary>
    public PlaceDoubt Doubt { get; init; }

    /// <summary>How well the region is known.</summary>
    public EvidenceLevel RegionEvidence { get; init; } = EvidenceLevel.Declared;

    /// <summary>How well the jurisdiction is known by itself, apart from what the region implies.</summary>
    public EvidenceLevel JurisdictionEvidence { get; init; } = EvidenceLevel.Declared;

    /// <summary>Every jurisdiction that the region touches; empty: not known.</summary>
    public ImmutableArray<string> RegionLiesIn { get; init; } = [];

    /// <summary>What keeps data that a policy speaks of from this place.</summary>
    /// <returns>Null where nothing does.</returns>
    public MisfitCode? Misfit(PlacementPolicy policy)
    {
        if (policy.AllowsAll)
            return null;
        if (Doubt != PlaceDoubt.None)
            return MisfitCode.Evidence;
        if (!policy.Regions.IsEmpty && !policy.Regions.Contains(Region))
            return MisfitCode.Region;
        if (!policy.Regions.IsEmpty && RegionEvidence < policy.MinimumEvidence)
            return MisfitCode.Evidence;
        if (policy.Jurisdictions.IsEmpty && policy.DeniedJurisdictions.IsEmpty)
            return null;
        if (!Allows(policy, Possible(EvidenceLevel.Declared)))
            return MisfitCode.Jurisdiction;
        return Allows(policy, Possible(policy.MinimumEvidence)) ? null : MisfitCode.Evidence;
    }

    /// <summary>The jurisdictions one of which it stands in, as far as this level of evidence says; empty: it says nothing.</summary>
    public ImmutableArray<string> Possible(EvidenceLevel level) =>
        Jurisdiction.Length > 0 && JurisdictionEvidence >= level ? [Jurisdiction]
        : RegionEvidence >= level ? RegionLiesIn
        : [];

    // Where it could be in several, each must do. A node of which nothing is known could be anywhere.
    private static bool Allows(PlacementPolicy policy, ImmutableArray<string> possible) =>
        !possible.IsEmpty && possible.All(code => (policy.Jurisdictions.IsEmpty || policy.Jurisdictions.Contains(code)) && !policy.DeniedJurisdictions.Contains(code));
}
