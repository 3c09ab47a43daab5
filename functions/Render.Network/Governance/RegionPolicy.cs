using System.Text.Json.Serialization;
using Render.Network.Scheduling;

namespace Render.Network.Governance;

/// <summary>A region: all that lies within a circle on the globe.</summary>
/// <param name="Name">Its name, see <see cref="Jobs.PlaceName"/>.</param>
/// <param name="LatitudeMicro">Latitude of its centre in millionths of a degree, north above zero.</param>
/// <param name="LongitudeMicro">Longitude of its centre in millionths of a degree, east above zero.</param>
/// <param name="RadiusKm">Its radius, 1 to 5,000 km.</param>
/// <param name="Jurisdictions">Every jurisdiction that a part of it belongs to, as ISO 3166-1 alpha-2 codes, at most 64; empty: not known.</param>
public sealed record RegionPolicy(string Name, int LatitudeMicro, int LongitudeMicro, int RadiusKm, IReadOnlyList<string> Jurisdictions)
{
    /// <summary>Its centre.</summary>
    [JsonIgnore]
    public GeoPoint Centre => new(LatitudeMicro, LongitudeMicro);
}
