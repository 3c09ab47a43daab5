using System.Globalization;

namespace Render.Local.Cli.Values;

/// <summary>Spans of time as people write and read them: <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>.</summary>
public static class DurationText
{
    /// <summary>Reads a number with a unit: s, m, h or d.</summary>
    /// <exception cref="FormatException">It is no duration above zero; the message says what one looks like.</exception>
    public static TimeSpan Parse(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return unit > 0
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * unit <= 366 * 86_400.0
            ? TimeSpan.FromSeconds(number * unit)
            : throw new FormatException($"'{text}' is no span of time. Write a number above zero with s, m, h or d, a year at most: 90s, 15m, 2h, 1d.");
    }

    /// <summary>A span for reading: <c>0.4 s</c>, <c>38 s</c>, <c>2 min 05 s</c>, <c>3 h 10 min</c>.</summary>
    public static string Format(TimeSpan span)
    {
        var seconds = Math.Max(0, span.TotalSeconds);
        return seconds switch
        {
            < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            < 99.5 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
            < 5970 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60} min {(long)seconds % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600} h {(long)seconds / 60 % 60:00} min"),
        };
    }

    /// <summary>Time since something began, as a clock: <c>0:42</c>, <c>12:05</c>, <c>1:00:07</c>.</summary>
    public static string Clock(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        return seconds >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }
}
