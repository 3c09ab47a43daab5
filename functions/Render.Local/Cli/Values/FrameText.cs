using System.Globalization;
using Render.Network.Jobs;

namespace Render.Local.Cli.Values;

/// <summary>Frames as written on the command line: <c>12</c> or <c>1-48</c>.</summary>
public static class FrameText
{
    /// <summary>Reads one frame or a range, both ends included.</summary>
    /// <exception cref="FormatException">It is no range; the message says what one looks like.</exception>
    public static FrameRange Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return first <= last
                ? new FrameRange(first, last)
                : throw new FormatException($"The frames {text} run backwards. Write the lower one first: {last}-{first}.");
        throw new FormatException($"'{text}' names no frames. Write one, 12, or a range with both ends, 1-48.");
    }
}
