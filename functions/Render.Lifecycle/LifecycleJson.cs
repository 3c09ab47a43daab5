using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Lifecycle;

/// <summary>The one JSON form of everything that is stored or passed between workflows, activities and hosts.</summary>
/// <remarks>Property names in camel case, enumerations as text, nothing written for null. Stored values outlive the process that
/// wrote them: add properties with defaults, and never change the meaning of a name.</remarks>
public static class LifecycleJson
{
    /// <summary>The shared, frozen options.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Writes a value as UTF-8 JSON; null becomes the four bytes <c>null</c>.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads a value from UTF-8 JSON.</summary>
    /// <exception cref="JsonException">The bytes are no JSON of <typeparamref name="T"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, Options)!;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
