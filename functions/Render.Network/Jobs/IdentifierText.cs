using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Render.Network.Jobs;

/// <summary>The one grammar of textual identifiers: a fixed prefix, then lower-case letters and digits.</summary>
internal static class IdentifierText
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Whether every character is a lower-case hexadecimal digit.</summary>
    public static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hex);

    /// <summary>Whether <paramref name="text"/> is <paramref name="prefix"/> followed by <paramref name="shortest"/> to
    /// <paramref name="longest"/> characters of a–z and 0–9.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text, string prefix, int shortest, int longest)
    {
        if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var body = text.AsSpan(prefix.Length);
        return body.Length >= shortest && body.Length <= longest && !body.ContainsAnyExcept(LettersAndDigits);
    }
}
