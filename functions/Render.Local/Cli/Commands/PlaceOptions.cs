using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Local.Cli.Commands;

/// <summary>The options that say where the coordinator and its store stand.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string> _region = new("--region")
    {
        Description = "The region that this coordinator and its store stand in, as the network's policy calls it: eu-west. Jobs that are kept to places need it; the nodes started with --nodes declare it too. Default: not said.",
        HelpName = "REGION",
        DefaultValueFactory = _ => "",
        CustomParser = Parsers.Of(Region),
    };

    private readonly Option<string> _jurisdiction = new("--jurisdiction")
    {
        Description = "The jurisdiction that it stands in, as a code of two capital letters: IE. Default: not said.",
        HelpName = "CODE",
        DefaultValueFactory = _ => "",
        CustomParser = Parsers.Of(Jurisdiction),
    };

    private readonly Option<GeoPoint?> _position = new("--position")
    {
        Description = "Where on the globe it stands, in degrees north and east: 53.35,-6.26. Without it, round trips can contradict where nodes say they stand, and never prove it.",
        HelpName = "LAT,LON",
        CustomParser = Parsers.Of<GeoPoint?>(text => GeoPoint.TryParse(text, out var point) ? point : throw new FormatException($"'{text}' is no position. Write degrees north and east: 53.35,-6.26.")),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _region, _jurisdiction, _position })
            command.Add(option);
    }

    /// <summary>What was said.</summary>
    public StorePlace Read(ParseResult words) => new(words.GetValue(_region)!, words.GetValue(_jurisdiction)!, words.GetValue(_position));

    /// <summary>A region's name.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Region(string text) =>
        PlaceName.IsRegion(text) ? text : throw new FormatException($"'{text}' is no region. Write lower-case letters, digits and hyphens: eu-west.");

    /// <summary>A jurisdiction's code.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Jurisdiction(string text) =>
        PlaceName.IsJurisdiction(text) ? text : throw new FormatException($"'{text}' is no jurisdiction. Write an ISO 3166 code of two capital letters: IE.");
}
