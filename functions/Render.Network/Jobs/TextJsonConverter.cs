using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Writes a value as its text and reads it back, as a JSON value and as a property name.</summary>
/// <typeparam name="T">A value whose <see cref="object.ToString"/> is its canonical text and whose parser accepts exactly that.</typeparam>
public sealed class TextJsonConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is not a <typeparamref name="T"/>.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw new JsonException($"{typeof(T).Name} is written as a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString() ?? "");

    private static T Parse(string? text) =>
        T.TryParse(text, null, out var value) ? value : throw new JsonException($"'{text}' is not a {typeof(T).Name}.");
}
