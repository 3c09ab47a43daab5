using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>Frames per second as a fraction, written <c>24</c> or <c>30000/1001</c>: exact, because it decides when a frame samples the animation.</summary>
/// <param name="Numerator">Frames.</param>
/// <param name="Denominator">In so many seconds.</param>
[JsonConverter(typeof(TextJsonConverter<FrameRate>))]
public readonly partial record struct FrameRate(int Numerator, int Denominator = 1) : IParsable<FrameRate>
{
    /// <summary>Frames per second, rounded.</summary>
    public double PerSecond => (double)Numerator / Denominator;

    /// <summary>Reads <c>N</c> or <c>N/D</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not that.</exception>
    public static FrameRate Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var rate) ? rate : throw new FormatException($"'{s}' is not a frame rate: expected N or N/D.");

    /// <summary>Reads <c>N</c> or <c>N/D</c>; false where the text is neither.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FrameRate result)
    {
        result = default;
        var match = Pattern().Match(s ?? "");
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator))
            return false;
        var denominator = 1;
        if (match.Groups[2].Success && !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out denominator))
            return false;
        result = new FrameRate(numerator, denominator);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    [GeneratedRegex("^(-?[0-9]{1,10})(?:/([0-9]{1,10}))?\\z")]
    private static partial Regex Pattern();
}
