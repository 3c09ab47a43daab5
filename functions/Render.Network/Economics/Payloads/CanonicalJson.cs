using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Render.Network.Economics.Payloads;

/// <summary>
/// The one JSON form of what is hashed: UTF-8 without spaces, camelCase names in the order of the records' parameters, nulls written,
/// amounts as strings, bytes as base64. Reading is strict: unknown, missing and repeated members are errors.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
    };

    /// <summary>The types that have a canonical form.</summary>
    public static CanonicalTypes Types { get; } = new(Options);

    /// <summary>Writes the canonical form.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">The bytes are not the JSON of such a value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The value is null.");
}
