using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Names one lease: 16 bytes, written as 32 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(TextJsonConverter<LeaseId>))]
public readonly record struct LeaseId : IParsable<LeaseId>, IComparable<LeaseId>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    private readonly UInt128 value;

    /// <summary>The lease of these 16 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 16 bytes long.</exception>
    public LeaseId(ReadOnlySpan<byte> bytes) =>
        value = bytes.Length == Size
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
            : throw new ArgumentException("A lease id is 16 bytes.", nameof(bytes));

    /// <summary>Writes the 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter than 16 bytes.</exception>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, value);

    /// <summary>The 16 bytes, most significant first.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads 32 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not that.</exception>
    public static LeaseId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a lease id: expected 32 lower-case hexadecimal digits.");

    /// <inheritdoc cref="Parse(string)"/>
    public static LeaseId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads 32 lower-case hexadecimal digits; false where <paramref name="text"/> is not that.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LeaseId id)
    {
        var valid = text is { Length: 2 * Size } && IdentifierText.IsHex(text);
        id = valid ? new LeaseId(Convert.FromHexString(text!)) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out LeaseId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LeaseId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(LeaseId other) => value.CompareTo(other.value);

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
