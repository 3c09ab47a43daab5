namespace Render.Network.Chunks;

/// <summary>RFC 4648 base32, lower case, without padding: multibase <c>b</c>.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(8 * bytes.Length + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = 5 * i;
            var pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Alphabet[pair >> (11 - bit % 8) & 31];
        }

        return new string(text);
    }

    /// <summary>Fills <paramref name="bytes"/>; false where the text is not their one encoding.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length != (8 * bytes.Length + 4) / 5)
            return false;
        var (held, bits, at) = (0, 0, 0);
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                return false;
            held = held << 5 | value;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes[at++] = (byte)(held >> bits);
            held &= (1 << bits) - 1;
        }

        return held == 0;
    }
}
