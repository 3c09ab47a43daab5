using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>A frame's size in pixels, written <c>640x360</c>.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
[JsonConverter(typeof(TextJsonConverter<ImageSize>))]
public readonly partial record struct ImageSize(int Width, int Height) : IParsable<ImageSize>
{
    /// <summary>Number of pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>The whole frame.</summary>
    public PixelRegion Region => new(0, 0, Width, Height);

    /// <summary>Reads <c>WIDTHxHEIGHT</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not that.</exception>
    public static ImageSize Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var size) ? size : throw new FormatException($"'{s}' is not a size: expected WIDTHxHEIGHT.");

    /// <summary>Reads <c>WIDTHxHEIGHT</c>, sign allowed, so that a senseless size is refused by its own name and not as noise.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageSize result)
    {
        result = default;
        var match = Pattern().Match(s ?? "");
        if (!match.Success
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var width)
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var height))
            return false;
        result = new ImageSize(width, height);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    [GeneratedRegex("^(-?[0-9]{1,10})x(-?[0-9]{1,10})\\z")]
    private static partial Regex Pattern();
}
