using System.Text.Json.Nodes;

namespace Render.Infrastructure.Tests.Sources;

/// <summary><c>host.json</c>, perhaps with settings laid over it, as the Functions host does: <c>AzureFunctionsJobHost__a__b</c> is what <c>a.b</c> says.</summary>
internal sealed class HostFile
{
    /// <summary>What overriding settings begin with.</summary>
    public const string Override = "AzureFunctionsJobHost__";

    private readonly JsonNode _root = JsonNode.Parse(Repository.Text("host.json"))!;

    /// <summary>With settings laid over it.</summary>
    public HostFile(IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings.Where(setting => setting.Key.StartsWith(Override, StringComparison.Ordinal)))
        {
            var path = name[Override.Length..].Split("__");
            // A path that host.json does not have is most likely a slip.
            var parent = path[..^1].Aggregate(_root, (node, part) => node[part] ?? throw new InvalidOperationException($"host.json has no {name}."));
            parent[path[^1]] = value;
        }
    }

    /// <summary>As it stands in the repository.</summary>
    public static HostFile Plain { get; } = new([]);

    /// <summary>The settings that it refers to: by <c>%NAME%</c>, or as the name of a connection.</summary>
    public IReadOnlyList<string> Settings => [.. Texts(_root, "").Select(Referred).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What it says at a path.</summary>
    public JsonNode? At(params string[] path) => path.Aggregate((JsonNode?)_root, (node, part) => node?[part]);

    private static string? Referred((string Name, string Text) value) => value switch
    {
        { Text: ['%', .. var name, '%'] } => name,
        { Name: "connectionName" or "connectionStringName" } => value.Text,
        _ => null,
    };

    private static IEnumerable<(string Name, string Text)> Texts(JsonNode? node, string name) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value, field.Key)),
        JsonArray items => items.SelectMany(item => Texts(item, name)),
        JsonValue value when value.TryGetValue<string>(out var text) => [(name, text)],
        _ => [],
    };
}
