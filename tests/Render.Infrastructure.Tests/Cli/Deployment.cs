using System.Text.Json.Nodes;

namespace Render.Infrastructure.Tests.Cli;

/// <summary>A deployment of everything, with an owner and both kinds of workers, compiled and evaluated once for all tests.</summary>
public sealed class Deployment : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["AZURE_ENV_NAME"] = "tests",
        ["AZURE_LOCATION"] = "swedencentral",
        ["AZURE_PRINCIPAL_ID"] = "00000000-0000-4000-8000-000000000003",
        ["RENDER_OWNER_EMAIL"] = "owner@example.org",
        ["RENDER_CPU_NODES"] = "2",
        ["RENDER_GPU_NODES"] = "1",
    };

    /// <summary>The compiled template.</summary>
    internal JsonNode Template { get; private set; } = null!;

    /// <summary>The compiled template of the drop subscription.</summary>
    internal JsonNode DropTemplate { get; private set; } = null!;

    /// <summary>Every resource.</summary>
    internal IReadOnlyList<Resource> Resources { get; private set; } = [];

    /// <summary>What the evaluation complains about.</summary>
    internal IReadOnlyList<string> Diagnostics { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Template = await Bicep.Build("infra/main.bicep");
        DropTemplate = await Bicep.Build("infra/drop-subscription.bicep");
        var snapshot = await Bicep.Snapshot(Variables);
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(resource => Resource.Of(resource!))];
        Diagnostics = [.. snapshot["diagnostics"]!.AsArray().Select(diagnostic => diagnostic!.ToJsonString())];
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Resources of a type.</summary>
    internal IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type == type);

    /// <summary>The one resource of a type.</summary>
    internal Resource Only(string type) => Assert.Single(Of(type));

    /// <summary>The app's settings.</summary>
    internal IReadOnlyDictionary<string, string> AppSettings =>
        Only("Microsoft.Web/sites/config").Properties.AsObject().ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    /// <summary>A template and all that it contains, each with its name.</summary>
    internal static IEnumerable<(string Name, JsonNode Template)> All(string name, JsonNode template)
    {
        yield return (name, template);
        foreach (var (symbol, resource) in ResourcesOf(template))
            if (resource["properties"]?["template"] is { } nested)
                foreach (var inner in All($"{name}/{symbol}", nested))
                    yield return inner;
    }

    /// <summary>A template's resources by symbolic name, or by number where it has none.</summary>
    internal static IEnumerable<(string Symbol, JsonNode Resource)> ResourcesOf(JsonNode template) => template["resources"] switch
    {
        JsonObject named => named.Select(resource => (resource.Key, resource.Value!)),
        JsonArray listed => listed.Select((resource, index) => ($"{index}", resource!)),
        _ => [],
    };
}
