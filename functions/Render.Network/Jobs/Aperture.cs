using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>How far a lens is open, written <c>f/2.8</c> or, as its radius in metres, <c>0.025m</c>: an exact decimal, because it decides bytes.</summary>
/// <remarks>
/// An f-number means what it means in Blender: the focal length of a sensor whose longer side has 36 mm, in metres; of an orthographic camera a lens of 1 m. In a scene that is not
/// modelled in metres a radius says more.
/// </remarks>
/// <param name="Unit">What is counted.</param>
/// <param name="Count">How many thousandths of an f-number, or micrometres.</param>
[JsonConverter(typeof(TextJsonConverter<Aperture>))]
public readonly partial record struct Aperture(ApertureUnit Unit, int Count) : IParsable<Aperture>
{
    private const decimal Thousand = 1_000m;
    private const decimal Million = 1_000_000m;

    /// <summary>Reads <c>f/N</c> (three decimals at most) or <c>Nm</c> (six at most).</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is neither.</exception>
    public static Aperture Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var aperture) ? aperture : throw new FormatException($"'{s}' is no aperture. Write f/2.8, or the lens's radius in metres: 0.025m.");

    /// <summary>Reads <c>f/N</c> or <c>Nm</c>; false where the text is neither.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Aperture result)
    {
        result = default;
        if (Pattern().Match(s ?? "") is not { Success: true } match)
            return false;
        var (unit, text, scale) = match.Groups[1].Success ? (ApertureUnit.Stops, match.Groups[1].Value, Thousand) : (ApertureUnit.Radius, match.Groups[2].Value, Million);
        if (!ExactDecimal.TryParse(text, scale, out var count))
            return false;
        result = new Aperture(unit, count);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Unit switch
    {
        ApertureUnit.Stops => string.Create(CultureInfo.InvariantCulture, $"f/{Count / Thousand}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Count / Million}m"),
    };

    [GeneratedRegex("^(?:[fF]/([0-9.]{1,12})|([0-9.]{1,12})m)\\z")]
    private static partial Regex Pattern();
}
