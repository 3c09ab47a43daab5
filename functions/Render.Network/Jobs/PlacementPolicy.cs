using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Where a creator lets a kind of data be. Empty lists allow everything.</summary>
/// <remarks>Equal where the lists hold the same texts in the same order.</remarks>
public sealed record PlacementPolicy
{
    /// <summary>Anywhere.</summary>
    public static PlacementPolicy Anywhere { get; } = new();

    /// <summary>Network regions allowed, such as <c>eu-west</c>, by the names of <see cref="PlaceName"/>. Empty: all.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Jurisdictions allowed, as ISO 3166-1 alpha-2 codes in upper case. Empty: all.</summary>
    public ImmutableArray<string> Jurisdictions { get; init; } = [];

    /// <summary>Jurisdictions never allowed, as ISO 3166-1 alpha-2 codes in upper case. Stronger than <see cref="Jurisdictions"/>.</summary>
    public ImmutableArray<string> DeniedJurisdictions { get; init; } = [];

    /// <summary>What a node must show for its place before the lists above let it in. Ignored where all lists are empty. A coordinator's store is believed.</summary>
    public EvidenceLevel MinimumEvidence { get; init; } = EvidenceLevel.Declared;

    /// <summary>Whether every place is allowed.</summary>
    [JsonIgnore]
    public bool AllowsAll => Regions.IsEmpty && Jurisdictions.IsEmpty && DeniedJurisdictions.IsEmpty;

    /// <inheritdoc/>
    public bool Equals(PlacementPolicy? other) =>
        other is not null
        && MinimumEvidence == other.MinimumEvidence
        && Regions.AsSpan().SequenceEqual(other.Regions.AsSpan())
        && Jurisdictions.AsSpan().SequenceEqual(other.Jurisdictions.AsSpan())
        && DeniedJurisdictions.AsSpan().SequenceEqual(other.DeniedJurisdictions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Regions.Length, Jurisdictions.Length, DeniedJurisdictions.Length, MinimumEvidence);
}
