using System.Collections.Immutable;
using System.Text.Json;

namespace Render.Network.Jobs;

/// <summary>Takes the fields of one JSON object, noting each that cannot be read instead of stopping at it.</summary>
/// <param name="root">A JSON object.</param>
/// <param name="path">Prefix of field names in errors, such as <c>placement.</c>.</param>
internal sealed class SpecFieldReader(JsonElement root, string path = "")
{
    private readonly List<string> known = [];

    public delegate bool Parser<T>(string? text, out T value);

    public List<SpecError> Errors { get; } = [];

    public T Text<T>(string field, T otherwise, Parser<T> parse, string expected)
    {
        if (!TryTake(field, out var element))
            return otherwise;
        // Numbers are taken as their text: `"frames": 5` and `"framesPerSecond": 24` are what people write.
        var text = element.ValueKind is JsonValueKind.String ? element.GetString() : element.ValueKind is JsonValueKind.Number ? element.GetRawText() : null;
        return parse(text, out var value) ? value : Refuse(field, element, expected, otherwise);
    }

    /// <summary>How a member of an enumeration is written: lower case, words joined by hyphens.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public T Name<T>(string field, T otherwise)
        where T : struct, Enum
    {
        if (!TryTake(field, out var element))
            return otherwise;
        var names = Enum.GetValues<T>().Select(NameOf).ToArray();
        var index = element.ValueKind is JsonValueKind.String ? Array.IndexOf(names, element.GetString()!.ToLowerInvariant()) : -1;
        if (index >= 0)
            return Enum.GetValues<T>()[index];
        Errors.Add(new SpecError($"spec.{path}{field}.unknown", path + field, $"{Shown(element)} is no {field}.", $"Use {string.Join(", ", names[..^1])} or {names[^1]}."));
        return otherwise;
    }

    public bool Flag(string field, bool otherwise) =>
        !TryTake(field, out var element) ? otherwise
        : element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean()
        : Refuse(field, element, "true or false", otherwise);

    public ImmutableArray<string> Texts(string field, ImmutableArray<string> otherwise) =>
        !TryTake(field, out var element) ? otherwise
        : element.ValueKind is JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. element.EnumerateArray().Select(item => item.GetString()!)]
        : Refuse(field, element, "a list of texts", otherwise);

    public SpecFieldReader? Object(string field)
    {
        if (!TryTake(field, out var element))
            return null;
        if (element.ValueKind is JsonValueKind.Object)
            return new SpecFieldReader(element, $"{path}{field}.");
        Refuse(field, element, "an object", 0);
        return null;
    }

    /// <summary>Refuses fields that nobody asked for: a misspelt one would silently mean its default.</summary>
    public void Finish()
    {
        foreach (var property in root.EnumerateObject().Where(property => !known.Contains(property.Name)))
            Errors.Add(new SpecError("spec.field.unknown", path + property.Name, $"'{path}{property.Name}' means nothing here.", $"Fields are: {string.Join(", ", known)}."));
    }

    private bool TryTake(string field, out JsonElement element)
    {
        known.Add(field);
        return root.TryGetProperty(field, out element) && element.ValueKind is not JsonValueKind.Null;
    }

    private T Refuse<T>(string field, JsonElement element, string expected, T otherwise)
    {
        Errors.Add(new SpecError($"spec.{path}{field}.unreadable", path + field, $"{Shown(element)} cannot be read as {field}.", $"Write {expected}."));
        return otherwise;
    }

    private static string Shown(JsonElement element)
    {
        var text = element.ValueKind is JsonValueKind.String ? $"'{element.GetString()}'" : element.GetRawText();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }
}
