using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Network.Proof;

/// <summary>A <see cref="Digest"/> in JSON is its text: 64 lower-case hexadecimal digits, as a value and as a property name.</summary>
public sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <inheritdoc/>
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => From(reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override Digest ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => From(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static Digest From(string? text) =>
        Digest.TryParse(text, out var digest) ? digest : throw new JsonException("A digest is 64 lower-case hexadecimal digits.");
}
