using System.Globalization;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Local.Cli.Views;

/// <summary>A node's place in a few words.</summary>
internal static class PlaceText
{
    /// <summary>Region, jurisdiction and how well they are known.</summary>
    public static string Of(NodeView node) => node.Place switch
    {
        null => node.Region,
        { Doubt: PlaceDoubt.Contradicted } place => $"{Names(place)} contradicted",
        { Doubt: PlaceDoubt.Unanswered } place => $"{Names(place)} unanswered",
        var place when place.Jurisdiction.Length == 0 || place.RegionEvidence == place.JurisdictionEvidence => $"{Names(place)} {Lower(place.RegionEvidence)}",
        var place => $"{place.Region} {Lower(place.RegionEvidence)}, {place.Jurisdiction} {Lower(place.JurisdictionEvidence)}",
    };

    /// <summary>The median round trip, or a dash.</summary>
    public static string RoundTrip(NodePlace? place) =>
        place?.RoundTripMicros is { } micros ? string.Create(CultureInfo.InvariantCulture, $"{micros / 1e3:0.0} ms") : "–";

    private static string Names(NodePlace place) => place.Jurisdiction.Length > 0 ? $"{place.Region}, {place.Jurisdiction}" : place.Region;

    private static string Lower<T>(T level)
        where T : struct, Enum => level.ToString().ToLowerInvariant();
}
