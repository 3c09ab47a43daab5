using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Jobs;

namespace Render.Local.Cli.Commands;

/// <summary>The options that say how linear light becomes a picture.</summary>
internal sealed class ViewOptions
{
    private readonly Option<ViewTransform?> _view = new("--view")
    {
        Description = "How light becomes a picture: standard (sRGB, clipped), neutral (Khronos PBR Neutral), agx (soft highlights, as in Blender 4) or aces (contrasty, as film). Default: standard.",
        HelpName = "VIEW",
        CustomParser = Parsers.Of<ViewTransform?>(Transform),
    };

    private readonly Option<int?> _exposure = new("--exposure")
    {
        Description = "Stops by which the picture is brightened: 1 doubles the light, -1 halves it. Default: 0.",
        HelpName = "EV",
        CustomParser = Parsers.Of<int?>(Millistops),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_view);
        command.Add(_exposure);
    }

    /// <summary>What was asked for; null: nothing.</summary>
    public ViewSettings? Read(ParseResult words) => (words.GetValue(_view), words.GetValue(_exposure)) switch
    {
        (null, null) => null,
        var (view, exposure) => new ViewSettings(exposure ?? ViewSettings.Default.ExposureMillistops, view ?? ViewSettings.Default.Transform),
    };

    private static ViewTransform? Transform(string text) =>
        Enum.GetValues<ViewTransform>().Where(view => view.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<ViewTransform?>().SingleOrDefault()
        ?? throw new FormatException($"'{text}' is no view. Write {string.Join(", ", Enum.GetNames<ViewTransform>()).ToLowerInvariant()}.");

    private static int? Millistops(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var stops)
        && Math.Abs(stops) <= 20 && stops * 1000 == decimal.Truncate(stops * 1000)
            ? (int)(stops * 1000)
            : throw new FormatException($"'{text}' is no exposure. Write stops from -20 to 20, with at most three decimals: -0.5.");
}
