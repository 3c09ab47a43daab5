using System.Globalization;
using System.Text.Json;

namespace Render.Network.Jobs;

/// <summary>
/// A spec's <see cref="ShotSettings"/> in JSON, among its other fields: <c>filter</c> is <c>box</c> or <c>blackman-harris</c>, <c>lightUnits</c> <c>gltf</c> or
/// <c>blender</c>, <c>shutter</c> a part of a frame with up to three decimals, <c>aperture</c> <c>"f/2.8"</c> or <c>"0.025m"</c>, <c>focus</c> metres with up to three
/// decimals, <c>noiseTarget</c> a number with up to six.
/// </summary>
internal static class ShotJson
{
    private const decimal Thousand = 1_000m;
    private const decimal Million = 1_000_000m;

    public static ShotSettings Read(SpecFieldReader read, ShotSettings defaults) => new()
    {
        Filter = read.Name("filter", defaults.Filter),
        LightUnits = read.Name("lightUnits", defaults.LightUnits),
        ShutterThousandths = read.Text("shutter", defaults.ShutterThousandths, Places(Thousand), "a part of a frame with at most three decimals"),
        Aperture = read.Text("aperture", defaults.Aperture, ParseAperture, "\"f/2.8\", or the lens's radius in metres: \"0.025m\""),
        FocusMillimetres = read.Text("focus", defaults.FocusMillimetres, ParseFocus, "metres with at most three decimals"),
        NoiseTargetMillionths = read.Text("noiseTarget", defaults.NoiseTargetMillionths, Places(Million), "a number with at most six decimals"),
    };

    public static void Write(Utf8JsonWriter writer, ShotSettings shot)
    {
        writer.WriteString("filter", SpecFieldReader.NameOf(shot.Filter));
        writer.WriteString("lightUnits", SpecFieldReader.NameOf(shot.LightUnits));
        writer.WriteNumber("shutter", shot.ShutterThousandths / Thousand);
        if (shot.Aperture is { } aperture)
            writer.WriteString("aperture", aperture.ToString());
        if (shot.FocusMillimetres is { } focus)
            writer.WriteNumber("focus", focus / Thousand);
        writer.WriteNumber("noiseTarget", shot.NoiseTargetMillionths / Million);
    }

    private static SpecFieldReader.Parser<int> Places(decimal scale) => (string? text, out int value) => ExactDecimal.TryParse(text, scale, out value);

    private static bool ParseAperture(string? text, out Aperture? value)
    {
        var read = Jobs.Aperture.TryParse(text, CultureInfo.InvariantCulture, out var aperture);
        value = read ? aperture : null;
        return read;
    }

    private static bool ParseFocus(string? text, out int? value)
    {
        var read = ExactDecimal.TryParse(text, Thousand, out var millimetres);
        value = read ? millimetres : null;
        return read;
    }
}
