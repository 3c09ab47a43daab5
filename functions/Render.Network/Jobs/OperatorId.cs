using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Names an operator: who owns nodes, and for whom they earn.</summary>
/// <remarks>Text: <c>op-</c> and 1 to 60 characters of a–z and 0–9. Ordered by ordinal text. The default value is the empty text, which no parser accepts.</remarks>
[JsonConverter(typeof(TextJsonConverter<OperatorId>))]
public readonly record struct OperatorId : IParsable<OperatorId>, IComparable<OperatorId>
{
    private readonly string? value;

    private OperatorId(string value) => this.value = value;

    /// <summary>The identifier's text, never null.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an identifier.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static OperatorId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a operator id: expected op-…");

    /// <inheritdoc cref="Parse(string)"/>
    public static OperatorId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an identifier; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OperatorId id)
    {
        var valid = IdentifierText.IsValid(text, "op-", 1, 60);
        id = valid ? new OperatorId(text!) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out OperatorId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OperatorId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(OperatorId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
