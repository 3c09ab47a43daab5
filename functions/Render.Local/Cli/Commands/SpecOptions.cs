using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Local.Cli.Values;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary>The options that say what of a scene is to be rendered, and the spec they make.</summary>
internal sealed class SpecOptions
{
    private readonly Option<FrameRange?> _frames = new("--frames")
    {
        Description = "Frames, both ends included: 1-48, or one: 12. Default: the whole animation, or frame 0 of a scene that stands still.",
        HelpName = "A-B",
        CustomParser = Parsers.Of<FrameRange?>(text => FrameText.Parse(text)),
    };

    private readonly Option<ImageSize?> _size = new("--size")
    {
        Description = "Pixels of a frame. Default: 640x360.",
        HelpName = "WxH",
        CustomParser = Parsers.Of<ImageSize?>(text => SizeText.Parse(text)),
    };

    private readonly Option<int?> _samples = new("--samples")
    {
        Description = "Light paths through each pixel: more is less noise and costs in proportion. Default: 64.",
        HelpName = "N",
        CustomParser = Parsers.Of<int?>(text => Parsers.Whole(1, 65_536, "samples")(text)),
    };

    private readonly Option<int?> _bounces = new("--bounces")
    {
        Description = "Most bounces of a light path. Default: 8.",
        HelpName = "N",
        CustomParser = Parsers.Of<int?>(text => Parsers.Whole(0, 256, "bounces")(text)),
    };

    private readonly Option<Tier?> _tier = new("--tier")
    {
        Description = "Economy, Priority (twice the price, first in line) or Trusted (four times, every block rendered by two operators). Default: Economy.",
        HelpName = "TIER",
        CustomParser = Parsers.Of<Tier?>(ParseTier),
    };

    private readonly Option<TimeSpan?> _deadline = new("--deadline")
    {
        Description = "When the frames are wanted, counted from funding: 90s, 15m, 2h.",
        HelpName = "SPAN",
        CustomParser = Parsers.Of<TimeSpan?>(text => DurationText.Parse(text)),
    };

    private readonly Option<Tokens?> _maxPrice = new("--max-price")
    {
        Description = $"The most that may be locked in escrow, in {Tokens.Symbol}: a dearer quote is not accepted.",
        HelpName = "AMOUNT",
        CustomParser = Parsers.Of<Tokens?>(text => Parsers.Amount(text)),
    };

    private readonly Option<bool> _denoise = new("--denoise")
    {
        Description = "Take the noise out of the finished frames: an estimate, made after the proof. --samples is then even; the price is the same.",
    };

    private readonly Option<bool> _statistical = new("--statistical")
    {
        Description = "Let devices take part whose bytes are their own, such as OpenCL's: results are compared by statistics, and nothing is proven byte for byte. Samples must be a power of two, 8 or more.",
    };

    private readonly Option<uint?> _seed = new("--seed") { Description = "Keys every random number of the job: the same seed gives the same pictures. Default: 0.", HelpName = "N" };

    private readonly ShotOptions _shot = new();

    private readonly ViewOptions _view = new();

    private readonly PlacementOptions _placement = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _frames, _size, _samples, _bounces, _tier, _deadline, _maxPrice, _denoise, _statistical, _seed })
            command.Add(option);
        _shot.AddTo(command);
        _view.AddTo(command);
        _placement.AddTo(command);
    }

    /// <summary>The picture on this machine that is to light the scene from afar; null: none was named.</summary>
    public string? EnvironmentFile(ParseResult words) => _shot.EnvironmentFile(words);

    /// <summary>The spec in JSON: only what was asked for, so that the coordinator's defaults hold for the rest.</summary>
    /// <param name="words">What was typed.</param>
    /// <param name="package">The stored scene.</param>
    public JsonElement Spec(ParseResult words, PackageStored package)
    {
        var spec = new JsonObject { ["package"] = package.Digest.ToString(), ["name"] = Path.GetFileName(package.Name) };
        var frames = words.GetValue(_frames) ?? WholeAnimation(package.Facts);
        spec["frames"] = frames.ToString();
        if (words.GetValue(_size) is { } size)
            spec["size"] = size.ToString();
        if (words.GetValue(_samples) is { } samples)
            spec["samples"] = samples;
        if (words.GetValue(_bounces) is { } bounces)
            spec["bounces"] = bounces;
        if (words.GetValue(_tier) is { } tier)
            spec["tier"] = tier.ToString().ToLowerInvariant();
        if (words.GetValue(_deadline) is { } deadline)
            spec["deadlineSeconds"] = (long)Math.Ceiling(deadline.TotalSeconds);
        if (words.GetValue(_maxPrice) is { } price)
            spec["maxPrice"] = price.ToString();
        _shot.Write(words, spec);
        if (words.GetValue(_denoise))
            spec["denoise"] = true;
        if (words.GetValue(_statistical))
            spec["statistical"] = true;
        if (words.GetValue(_seed) is { } seed)
            spec["seed"] = seed;
        if (_view.Read(words) is { } view)
        {
            spec["view"] = Parsers.NameOf(view.Transform);
            spec["exposure"] = view.ExposureMillistops / 1000m;
        }
        if (_placement.Read(words) is { } placement)
            spec["placement"] = placement;
        return JsonSerializer.SerializeToElement(spec);
    }

    private static FrameRange WholeAnimation(SceneFacts facts) =>
        facts.Animated ? new FrameRange(0, (int)Math.Min(99_999, Math.Max(0, Math.Floor(facts.DurationSeconds * 24 + 0.001)))) : new FrameRange(0, 0);

    private static Tier? ParseTier(string text) => Enum.TryParse<Tier>(text, ignoreCase: true, out var tier) && Enum.IsDefined(tier) && !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        ? tier
        : throw new FormatException($"'{text}' is no tier. Write economy, priority or trusted.");
}
