using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>An account of an Ethereum-like chain.</summary>
/// <remarks>Text: <c>0x</c> and 40 hexadecimal digits, kept in lower case. A checksum in their case (EIP-55) is for whoever takes an address from a person to check. The default value is the empty text, which no parser accepts.</remarks>
[JsonConverter(typeof(TextJsonConverter<WalletAddress>))]
public readonly record struct WalletAddress : IParsable<WalletAddress>
{
    private const int Digits = 40;

    private readonly string? value;

    private WalletAddress(string value) => this.value = value;

    /// <summary>The address's text, never null.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static WalletAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address: expected 0x and {Digits} hexadecimal digits.");

    /// <inheritdoc cref="Parse(string)"/>
    public static WalletAddress Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an address; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WalletAddress address)
    {
        var valid = text is { Length: Digits + 2 } && text.StartsWith("0x", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(Hexadecimal) < 0;
        address = valid ? new WalletAddress(text!.ToLowerInvariant()) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out WalletAddress)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WalletAddress result) => TryParse(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static System.Buffers.SearchValues<char> Hexadecimal { get; } = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
