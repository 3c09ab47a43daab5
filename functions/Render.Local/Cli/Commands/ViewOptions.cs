using System.CommandLine;
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
        CustomParser = Parsers.Of<ViewTransform?>(text => Parsers.Member<ViewTransform>(text, "view")),
    };

    private readonly Option<int?> _exposure = new("--exposure")
    {
        Description = "Stops by which the picture is brightened: 1 doubles the light, -1 halves it. Default: 0.",
        HelpName = "EV",
        CustomParser = Parsers.Of<int?>(text => Parsers.Places(1_000, -20_000, 20_000, "exposure in stops")(text)),
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
}
