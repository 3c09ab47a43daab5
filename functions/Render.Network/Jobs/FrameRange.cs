using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>The frames First to Last, both included, written <c>0-23</c>, or <c>7</c> for one.</summary>
/// <param name="First">First frame, 0 or more.</param>
/// <param name="Last">Last frame, not before <paramref name="First"/>.</param>
[JsonConverter(typeof(TextJsonConverter<FrameRange>))]
public readonly partial record struct FrameRange(int First, int Last) : IParsable<FrameRange>
{
    /// <summary>Number of frames; 0 or less where the range is reversed.</summary>
    public long Count => (long)Last - First + 1;

    /// <summary>Reads <c>A-B</c> or <c>A</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not that.</exception>
    public static FrameRange Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var range) ? range : throw new FormatException($"'{s}' is not a frame range: expected A-B or A.");

    /// <summary>Reads <c>A-B</c> or <c>A</c>, reversed and negative ones too, so that they are refused by their own names.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FrameRange result)
    {
        result = default;
        var match = Pattern().Match(s ?? "");
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first))
            return false;
        var last = first;
        if (match.Groups[2].Success && !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out last))
            return false;
        result = new FrameRange(first, last);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    [GeneratedRegex("^(-?[0-9]{1,10})(?:-(-?[0-9]{1,10}))?\\z")]
    private static partial Regex Pattern();
}
