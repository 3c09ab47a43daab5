using Render.Network.Jobs;

namespace Render.Local.Cli.Values;

/// <summary>An operator as people name it: the same word is the same operator wherever it is written.</summary>
internal static class OperatorWord
{
    /// <summary>Reads a word, with or without <c>op-</c>: its letters and digits, in lower case; false where it has none.</summary>
    public static bool TryParse(string text, out OperatorId id)
    {
        var plain = text.StartsWith("op-", StringComparison.Ordinal) ? text[3..] : text;
        return OperatorId.TryParse("op-" + string.Concat(plain.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(60)), out id);
    }
}
