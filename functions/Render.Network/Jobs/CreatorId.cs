using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Names a creator: who submits jobs and pays for them.</summary>
/// <remarks>Text: 1 to 64 characters of a–z and 0–9. Ordered by ordinal text. The default value is the empty text, which no parser accepts.</remarks>
[JsonConverter(typeof(TextJsonConverter<CreatorId>))]
public readonly record struct CreatorId : IParsable<CreatorId>, IComparable<CreatorId>
{
    private readonly string? value;

    private CreatorId(string value) => this.value = value;

    /// <summary>The identifier's text, never null.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an identifier.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static CreatorId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a creator id: expected 1 to 64 of a–z and 0–9");

    /// <inheritdoc cref="Parse(string)"/>
    public static CreatorId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an identifier; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CreatorId id)
    {
        var valid = IdentifierText.IsValid(text, "", 1, 64);
        id = valid ? new CreatorId(text!) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out CreatorId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CreatorId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(CreatorId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
