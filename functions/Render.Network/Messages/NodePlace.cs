using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Messages;

/// <summary>Where a node stands, and how the network knows.</summary>
/// <param name="Region">The region that it declares.</param>
/// <param name="Jurisdiction">The jurisdiction that it declares; empty: none.</param>
/// <param name="Doubt">What speaks against all of it.</param>
/// <param name="RegionEvidence">How well the region is known; means nothing where there is doubt.</param>
/// <param name="JurisdictionEvidence">How well the jurisdiction is known by itself; means nothing where there is doubt.</param>
/// <param name="RoundTripMicros">Median of the latest round trips that the coordinator timed, microseconds; null: none since its start.</param>
/// <param name="LeastRoundTripMicros">The least since it declared the region, microseconds; null: none.</param>
/// <param name="Sentence">All of it in a sentence.</param>
public sealed record NodePlace(
    string Region, string Jurisdiction, PlaceDoubt Doubt, EvidenceLevel RegionEvidence, EvidenceLevel JurisdictionEvidence, long? RoundTripMicros,
    long? LeastRoundTripMicros, string Sentence);
