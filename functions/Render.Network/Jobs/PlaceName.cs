using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>What regions and jurisdictions are called.</summary>
public static partial class PlaceName
{
    /// <summary>Most characters of a region's name.</summary>
    public const int RegionLength = 32;

    /// <summary>Whether this can name a region: 1 to 32 lower-case letters, digits and hyphens, the first no hyphen.</summary>
    public static bool IsRegion(string text) => RegionPattern().IsMatch(text);

    /// <summary>Whether this has the form of an ISO 3166-1 alpha-2 code: two capital letters.</summary>
    public static bool IsJurisdiction(string text) => JurisdictionPattern().IsMatch(text);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}\\z")]
    private static partial Regex RegionPattern();

    [GeneratedRegex("^[A-Z]{2}\\z")]
    private static partial Regex JurisdictionPattern();
}
