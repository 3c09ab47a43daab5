using System.Globalization;
using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Storage.Transfers;

/// <summary>Names one upload of one node: its length, and a number that nobody can guess. No two grants share a place, so no upload can stand in another's way.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Number">32 hexadecimal digits.</param>
internal readonly record struct UploadTicket(long Length, string Number)
{
    private const int Digits = 32;

    /// <summary>A new one.</summary>
    public static UploadTicket For(long length) => new(length, RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>Reads one; false where it is none, or holds anything that does not belong in a blob's name.</summary>
    public static bool TryParse(string text, out UploadTicket ticket)
    {
        ticket = default;
        var parts = text.Split('-');
        if (parts.Length != 2 || parts[1].Length != Digits || !parts[1].All(char.IsAsciiHexDigitLower)
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        ticket = new UploadTicket(length, parts[1]);
        return ticket.ToString() == text;
    }

    /// <summary>The upload's name in its container.</summary>
    public string PlaceOf(NodeId node, Digest blob) => $"{node}/{blob}/{this}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Length}-{Number}");
}
