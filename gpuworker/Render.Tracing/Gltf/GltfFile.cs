using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The two parts of a glTF file: its JSON, and the binary chunk of a .glb.</summary>
/// <param name="Json">UTF-8 without a byte order mark; not yet parsed.</param>
/// <param name="Binary">The .glb's BIN chunk, or null.</param>
public readonly record struct GltfFile(ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte>? Binary)
{
    private const uint Magic = 0x46546C67;
    private const uint JsonChunk = 0x4E4F534A;
    private const uint BinaryChunk = 0x004E4942;

    /// <summary>Splits a .gltf or .glb, told apart by the first four bytes.</summary>
    /// <exception cref="SceneException">The container is malformed or the JSON too large.</exception>
    public static GltfFile Open(ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        var span = content.Span;
        var file = span.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(span) == Magic ? Split(content) : new(content, null);
        if (file.Json.Length > limits.JsonBytes)
            PackagePath.RequireSize("JSON", file.Json.Length, limits.JsonBytes);
        return file.Json.Span.StartsWith("\uFEFF"u8) ? file with { Json = file.Json[3..] } : file;
    }

    /// <summary>Parses the JSON.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.JsonInvalid"/>.</exception>
    public JsonElement Parse(SceneLimits limits)
    {
        if (!Utf8.IsValid(Json.Span))
            throw NotJson("it is not UTF-8 text", null);
        try
        {
            RequireText(limits);
            using var document = JsonDocument.Parse(
                Json, new JsonDocumentOptions { MaxDepth = limits.JsonDepth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw NotJson("its root is not an object", null);
        }
        catch (JsonException fault)
        {
            throw NotJson(PackagePath.Shorten(fault.Message), fault);
        }
        catch (InvalidOperationException fault)
        {
            // Escapes that are lone surrogates.
            throw NotJson("it holds text that is not valid Unicode", fault);
        }
    }

    /// <summary>Reads every escaped string once: "\uD800" is valid JSON but not text, and would fail wherever it is first used.</summary>
    private void RequireText(SceneLimits limits)
    {
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { MaxDepth = limits.JsonDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                reader.GetString();
    }

    private static GltfFile Split(ReadOnlyMemory<byte> content)
    {
        var span = content.Span;
        if (span.Length < 20)
            throw Broken("it is shorter than its header");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(span[4..]);
        if (version != 2)
            throw new SceneException(
                SceneErrorCodes.VersionUnsupported, $"The .glb has version {version}; version 2 is supported.", "Export as glTF 2.0.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(span[8..]);
        if (length > span.Length)
            throw Broken($"its header says {length} bytes, but there are {span.Length}");
        ReadOnlyMemory<byte>? json = null;
        ReadOnlyMemory<byte>? binary = null;
        for (long at = 12; at + 8 <= length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(span[(int)at..]);
            var kind = BinaryPrimitives.ReadUInt32LittleEndian(span[(int)(at + 4)..]);
            at += 8;
            if (size > length - at)
                throw Broken("a chunk reaches past its end");
            var chunk = content.Slice((int)at, (int)size);
            if (json is null && kind != JsonChunk)
                throw Broken("its first chunk is not JSON");
            if (kind == JsonChunk)
                json ??= chunk;
            else if (kind == BinaryChunk)
                binary ??= chunk;
            at += size;
        }

        return new(json ?? throw Broken("it has no JSON chunk"), binary);
    }

    private static SceneException Broken(string what) =>
        new(SceneErrorCodes.ContainerInvalid, $"The .glb is damaged: {what}.", "Upload the file again, or export it again.");

    private static SceneException NotJson(string what, Exception? cause) =>
        new(SceneErrorCodes.JsonInvalid, $"The scene is not a glTF file: {what}.", "Upload a .glb, or a .gltf with its files.", cause);
}
