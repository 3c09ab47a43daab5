using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Network.Economics;

/// <summary>An amount in JSON: a string with the decimal number of units, since 2¹²⁸ does not fit JSON's numbers.</summary>
public sealed class TokensJsonConverter : JsonConverter<Tokens>
{
    /// <inheritdoc/>
    public override Tokens Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Tokens.TryParse(reader.GetString(), out var tokens) ? tokens : throw new JsonException("An amount is a string with a decimal number of units.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Tokens value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
