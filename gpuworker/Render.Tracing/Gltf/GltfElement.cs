using System.Globalization;
using System.Text.Json;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A JSON object of the file with typed, checked access; knows its place (<c>meshes[3].primitives[0]</c>) for messages.</summary>
internal sealed class GltfElement(JsonElement json, GltfElement? parent, string name, int index = -1)
{
    /// <summary>Where the element stands in the file.</summary>
    public string Place
    {
        get
        {
            var own = index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
            return parent is null ? own : parent.Place.Length == 0 ? own : $"{parent.Place}.{own}";
        }
    }

    /// <summary>The element's name property, or its place.</summary>
    public string Title => String("name") is { Length: > 0 } title ? PackagePath.Shorten(title) : Place;

    /// <summary>True when the property is there.</summary>
    public bool Has(string property) => json.TryGetProperty(property, out _);

    /// <summary>The names of the properties.</summary>
    public IEnumerable<string> Names => json.EnumerateObject().Select(property => property.Name);

    /// <summary>A child object, or null when absent.</summary>
    public GltfElement? Child(string property)
    {
        if (!json.TryGetProperty(property, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Object ? new(value, this, property) : throw Invalid(property, "must be an object");
    }

    /// <summary>An extension's object, or null.</summary>
    public GltfElement? Extension(string extension) => Child("extensions")?.Child(extension);

    /// <summary>An array of objects; empty when absent.</summary>
    public GltfElement[] Items(string property, SceneLimits limits) =>
        Array(property, limits, (value, i) => value.ValueKind == JsonValueKind.Object
            ? new GltfElement(value, this, property, i)
            : throw Invalid(property, "must hold objects"));

    /// <summary>An array of indices; empty when absent.</summary>
    public int[] Indices(string property, int count, SceneLimits limits) =>
        Array(property, limits, (value, _) => InRange(property, AsInt(property, value), count));

    /// <summary>An array of strings; empty when absent.</summary>
    public string[] Strings(string property, SceneLimits limits) => Array(property, limits, (value, _) => AsString(property, value));

    /// <summary>A fixed-length array of finite numbers, or null when absent.</summary>
    public Real[]? Reals(string property, int length)
    {
        if (!json.TryGetProperty(property, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != length)
            throw Invalid(property, string.Create(CultureInfo.InvariantCulture, $"must be an array of {length} numbers"));
        return [.. value.EnumerateArray().Select(number => AsReal(property, number))];
    }

    /// <summary>Three finite numbers, or the default.</summary>
    public Float3 Vector(string property, Float3 absent) => Reals(property, 3) is { } v ? new(v[0], v[1], v[2]) : absent;

    /// <summary>A finite number, or the default.</summary>
    public Real Real(string property, Real absent) => json.TryGetProperty(property, out var value) ? AsReal(property, value) : absent;

    /// <summary>A whole number in [least, 2³¹ − 1], or the default.</summary>
    public int Int(string property, int absent, int least = 0)
    {
        if (!json.TryGetProperty(property, out var value))
            return absent;
        var number = AsInt(property, value);
        return number >= least ? number : throw Invalid(property, string.Create(CultureInfo.InvariantCulture, $"is {number}, must be at least {least}"));
    }

    /// <summary>A whole number that must be there.</summary>
    public int RequiredInt(string property, int least = 0) => Has(property) ? Int(property, 0, least) : throw Invalid(property, "is missing");

    /// <summary>An index below count, or null when absent.</summary>
    public int? Index(string property, int count) => Has(property) ? InRange(property, RequiredInt(property, int.MinValue), count) : null;

    /// <summary>An index below count that must be there.</summary>
    public int RequiredIndex(string property, int count) => Index(property, count) ?? throw Invalid(property, "is missing");

    /// <summary>A string, or null when absent.</summary>
    public string? String(string property) => json.TryGetProperty(property, out var value) ? AsString(property, value) : null;

    /// <summary>A truth value, or false when absent.</summary>
    public bool Flag(string property) => json.TryGetProperty(property, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid(property, "must be true or false"),
    };

    /// <summary>A fault at this element.</summary>
    public SceneException Fault(string code, string what, string fix) => new(code, $"{Place}: {what}", fix);

    /// <summary>A fault of one property's value.</summary>
    public SceneException Invalid(string property, string what) =>
        Fault(SceneErrorCodes.ValueInvalid, $"'{property}' {what}.", "Export the scene again; a glTF validator shows the exact place.");

    private T[] Array<T>(string property, SceneLimits limits, Func<JsonElement, int, T> convert)
    {
        if (!json.TryGetProperty(property, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Invalid(property, "must be an array");
        if (value.GetArrayLength() > limits.Items)
            throw Fault(
                SceneErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"'{property}' has {value.GetArrayLength():N0} entries; the limit is {limits.Items:N0}."),
                "Join small objects, or split the scene.");
        return [.. value.EnumerateArray().Select(convert)];
    }

    private int InRange(string property, int number, int count) => (uint)number < (uint)count
        ? number
        : throw Fault(
            SceneErrorCodes.IndexOutOfRange,
            string.Create(CultureInfo.InvariantCulture, $"'{property}' is {number}, but there are {count}."),
            "The file refers to something it does not contain: export it again.");

    private int AsInt(string property, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out var number))
                return number;
            // Some exporters write whole numbers as 5.0.
            if (value.TryGetDecimal(out var big) && big == decimal.Truncate(big) && big is >= int.MinValue and <= int.MaxValue)
                return (int)big;
        }

        throw Invalid(property, "must be a whole number below 2³¹");
    }

    private Real AsReal(string property, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetSingle(out var number))
            throw Invalid(property, "must be a number");
        Real real = number;
        return real.IsFinite
            ? real
            : throw Fault(SceneErrorCodes.NotFinite, $"'{property}' is not finite.", "Reset the value in the modelling program and export again.");
    }

    private string AsString(string property, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Invalid(property, "must be a string");
        return value.GetString()!;
    }
}
