using System.Text.Json;
using Render.Lifecycle;

namespace Render.Functions.Durable;

/// <summary>The lifecycle's JSON as elements, which pass every backend's serializer unchanged.</summary>
internal static class DurableJson
{
    /// <summary>A value as an element.</summary>
    public static JsonElement Write<T>(T value) => JsonSerializer.SerializeToElement(value, LifecycleJson.Options);

    /// <summary>A value of another run-time type than its static one, as an element.</summary>
    public static JsonElement WriteObject(object value) => JsonSerializer.SerializeToElement(value, value.GetType(), LifecycleJson.Options);

    /// <summary>UTF-8 JSON as an element.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Text as an element; null for none.</summary>
    public static JsonElement? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);

    /// <summary>An element as UTF-8 JSON; nothing at all is <c>null</c>.</summary>
    public static byte[] Bytes(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(element, LifecycleJson.Options);

    /// <summary>A value from an element.</summary>
    /// <exception cref="JsonException">It is of another shape.</exception>
    public static T Read<T>(JsonElement element) => element.Deserialize<T>(LifecycleJson.Options)!;
}
