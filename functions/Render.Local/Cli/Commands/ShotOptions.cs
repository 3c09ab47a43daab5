using System.CommandLine;
using System.Text.Json.Nodes;
using Render.Local.Cli.Values;
using Render.Network.Jobs;

namespace Render.Local.Cli.Commands;

/// <summary>The options that say how a shot is taken: camera, light from afar, filter, lens, shutter and noise. Rendering here and in the network have them in common.</summary>
internal sealed class ShotOptions
{
    private readonly Option<string?> _camera = new("--camera") { Description = "Name of the camera in the scene. Default: its first one.", HelpName = "NAME" };

    private readonly Option<PixelFilter?> _filter = new("--filter")
    {
        Description = "How the light about a pixel is weighed: box, or blackman-harris, 1.5 pixels wide, for smoother edges. Default: box.",
        HelpName = "box|blackman-harris",
        CustomParser = Parsers.Of<PixelFilter?>(text => Parsers.Member<PixelFilter>(text, "filter")),
    };

    private readonly Option<LightUnits?> _lightUnits = new("--light-units")
    {
        Description = "How the file's lamps are read: gltf, as they stand, or blender, divided by 683, for files that Blender exported with its standard lighting mode. Default: gltf.",
        HelpName = "gltf|blender",
        CustomParser = Parsers.Of<LightUnits?>(text => Parsers.Member<LightUnits>(text, "units of light")),
    };

    private readonly Option<int?> _shutter = new("--shutter")
    {
        Description = "How much of a frame's time the shutter is open, about the frame's moment: 0.5 is half. Default: 0, no motion blur.",
        HelpName = "PART",
        CustomParser = Parsers.Of<int?>(text => Parsers.Places(1_000, 0, 1_000, "part of a frame")(text)),
    };

    private readonly Option<Aperture?> _aperture = new("--aperture")
    {
        Description = "How far the lens is open, for depth of field: f/2.8, or its radius in metres, 0.025m. Goes with --focus. Default: a pinhole.",
        HelpName = "f/N|RADIUSm",
        CustomParser = Parsers.Of<Aperture?>(text => Aperture.Parse(text)),
    };

    private readonly Option<int?> _focus = new("--focus")
    {
        Description = "How far before the camera things are sharp, in metres.",
        HelpName = "METRES",
        CustomParser = Parsers.Of<int?>(text => Parsers.Places(1_000, 1, 1_000_000_000, "distance in metres")(text)),
    };

    private readonly Option<int?> _noise = new("--noise")
    {
        Description = "The error of a pixel at which its sampling may end, such as 0.01; --samples is then the most. Default: 0, every pixel gets all samples.",
        HelpName = "ERROR",
        CustomParser = Parsers.Of<int?>(text => Parsers.Places(1_000_000, 0, 1_000_000, "error")(text)),
    };

    private readonly Option<string?> _environment = new("--environment")
    {
        Description = "The light from afar: auto (the scene's own, and the default sky where it has none), sky, none, or a Radiance .hdr file. Default: auto.",
        HelpName = "auto|sky|none|FILE.hdr",
        CustomParser = Parsers.Of<string?>(text => IsFile(text) ? text : ParseEnvironment(text)),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _camera, _environment, _lightUnits, _filter, _shutter, _aperture, _focus, _noise })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_aperture) is null != result.GetResult(_focus) is null)
                result.AddError("A lens that is open must be focused, and a pinhole needs no focus. Give --aperture and --focus together: --aperture f/2.8 --focus 3.");
        });
    }

    /// <summary>Writes what was asked for into a spec. A picture of this machine comes with the scene, and so is the scene's own light.</summary>
    public void Write(ParseResult words, JsonObject spec)
    {
        if (words.GetValue(_camera) is { } camera)
            spec["camera"] = camera;
        if (words.GetValue(_environment) is { } environment && !IsFile(environment))
            spec["environment"] = environment;
        if (words.GetValue(_lightUnits) is { } units)
            spec["lightUnits"] = Parsers.NameOf(units);
        if (words.GetValue(_filter) is { } filter)
            spec["filter"] = Parsers.NameOf(filter);
        if (words.GetValue(_shutter) is { } shutter)
            spec["shutter"] = shutter / 1_000m;
        if (words.GetValue(_aperture) is { } aperture)
            spec["aperture"] = aperture.ToString();
        if (words.GetValue(_focus) is { } focus)
            spec["focus"] = focus / 1_000m;
        if (words.GetValue(_noise) is { } noise)
            spec["noiseTarget"] = noise / 1_000_000m;
    }

    /// <summary>The picture on this machine that is to be the light from afar; null: none was named.</summary>
    public string? EnvironmentFile(ParseResult words) => words.GetValue(_environment) is { } text && IsFile(text) ? text : null;

    /// <summary>The settings of a frame with what was asked for. A picture of this machine is what the scene is loaded with, and so its own light.</summary>
    public RenderSettings Apply(ParseResult words, RenderSettings settings) => settings with
    {
        Camera = words.GetValue(_camera) ?? settings.Camera,
        Environment = EnvironmentFile(words) is null ? words.GetValue(_environment) ?? settings.Environment : settings.Environment,
        Shot = settings.Shot with
        {
            LightUnits = words.GetValue(_lightUnits) ?? settings.Shot.LightUnits,
            Filter = words.GetValue(_filter) ?? settings.Shot.Filter,
            ShutterThousandths = words.GetValue(_shutter) ?? settings.Shot.ShutterThousandths,
            Aperture = words.GetValue(_aperture) ?? settings.Shot.Aperture,
            FocusMillimetres = words.GetValue(_focus) ?? settings.Shot.FocusMillimetres,
            NoiseTargetMillionths = words.GetValue(_noise) ?? settings.Shot.NoiseTargetMillionths,
        },
    };

    private static bool IsFile(string text) => text.EndsWith(".hdr", StringComparison.OrdinalIgnoreCase);

    private static string? ParseEnvironment(string text) => text is "auto" or "sky" or "none" ? text : throw new FormatException($"'{text}' is no light from afar. Write auto, sky, none, or the name of a .hdr file.");
}
