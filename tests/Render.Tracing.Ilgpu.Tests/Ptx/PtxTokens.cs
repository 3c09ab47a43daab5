using System.Globalization;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A word, or a sign of one character.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct PtxToken(string Text, int Line)
{
    /// <summary>Whether it is a word and not a sign.</summary>
    public bool IsWord => PtxTokens.IsOfWord(Text[0]);
}

/// <summary>A text's words and signs, without its comments, to be read one after another.</summary>
internal sealed class PtxTokens
{
    private readonly List<PtxToken> tokens = [];
    private int next;

    /// <summary>Cuts a text.</summary>
    /// <exception cref="PtxException">A character that has no place in PTX, or a comment without an end.</exception>
    public PtxTokens(string text)
    {
        var line = 1;
        for (var at = 0; at < text.Length;)
        {
            var character = text[at];
            var following = at + 1 < text.Length ? text[at + 1] : '\0';
            if (character == '\n')
                line++;
            if (char.IsWhiteSpace(character))
            {
                at++;
            }
            else if (character == '/' && following == '/')
            {
                at = End(text, "\n", at, text.Length);
            }
            else if (character == '/' && following == '*')
            {
                var end = End(text, "*/", at, -1);
                if (end < 0)
                    throw new PtxException(line, "a comment without an end");
                line += text.AsSpan(at, end - at).Count('\n');
                at = end + 2;
            }
            else if (IsOfWord(character))
            {
                var start = at;
                while (at < text.Length && IsOfWord(text[at]))
                    at++;
                tokens.Add(new(text[start..at], line));
            }
            else if ("{}()[]<>,;:@!+-".Contains(character, StringComparison.Ordinal))
            {
                tokens.Add(new(text[at++].ToString(), line));
            }
            else
            {
                throw new PtxException(line, $"unexpected '{character}'");
            }
        }
        LastLine = line;
    }

    /// <summary>Whether all are read.</summary>
    public bool IsAtEnd => next == tokens.Count;

    /// <summary>The line of the next one.</summary>
    public int Line => IsAtEnd ? LastLine : tokens[next].Line;

    private int LastLine { get; }

    /// <summary>Whether a character may be part of a word: a name, a directive, an instruction with its modifiers, a number.</summary>
    public static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '%' or '.';

    /// <summary>The text of the next one, or of one behind it; empty at the end.</summary>
    public string Peek(int ahead = 0) => next + ahead < tokens.Count ? tokens[next + ahead].Text : "";

    /// <summary>Reads one.</summary>
    /// <exception cref="PtxException">There is none.</exception>
    public PtxToken Take() => IsAtEnd ? throw new PtxException(LastLine, "the text ends too early") : tokens[next++];

    /// <summary>Reads the next one where it is the given one.</summary>
    public bool TryTake(string text)
    {
        if (Peek() != text)
            return false;
        next++;
        return true;
    }

    /// <summary>Reads the given one.</summary>
    /// <exception cref="PtxException">It is another.</exception>
    public void Require(string text)
    {
        var token = Take();
        if (token.Text != text)
            throw new PtxException(token.Line, $"'{text}' was expected, not '{token.Text}'");
    }

    /// <summary>Reads a word.</summary>
    /// <exception cref="PtxException">It is a sign.</exception>
    public PtxToken TakeWord()
    {
        var token = Take();
        return token.IsWord ? token : throw new PtxException(token.Line, $"a name was expected, not '{token.Text}'");
    }

    /// <summary>Reads a whole number ≥ 0.</summary>
    /// <exception cref="PtxException">It is something else.</exception>
    public int TakeCount()
    {
        var token = Take();
        return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new PtxException(token.Line, $"a number was expected, not '{token.Text}'");
    }

    private static int End(string text, string mark, int from, int otherwise) => text.IndexOf(mark, from, StringComparison.Ordinal) is >= 0 and var end ? end : otherwise;
}
