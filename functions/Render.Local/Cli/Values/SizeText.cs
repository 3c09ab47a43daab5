using System.Globalization;
using Render.Network.Jobs;

namespace Render.Local.Cli.Values;

/// <summary>A picture's size as written on the command line: <c>640x360</c>.</summary>
public static class SizeText
{
    private const int Largest = 65_536;

    /// <summary>Reads <c>WIDTHxHEIGHT</c> (also with × or X), each 1 to 65,536 pixels.</summary>
    /// <exception cref="FormatException">It is no size; the message says what one looks like.</exception>
    public static ImageSize Parse(string text)
    {
        var parts = text.Split('x', 'X', '×');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= 1 and <= Largest && height is >= 1 and <= Largest)
            return new ImageSize(width, height);
        throw new FormatException($"'{text}' is no picture size. Write WIDTHxHEIGHT in pixels, 1 to {Largest.ToString("N0", CultureInfo.InvariantCulture)} each: 640x360.");
    }
}
