using System.Text.Json.Nodes;

namespace Render.Infrastructure.Tests.Sources;

/// <summary><c>local.settings.sample.json</c>.</summary>
internal static class SampleSettings
{
    /// <summary>Its values by name.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } =
        JsonNode.Parse(Repository.Text("local.settings.sample.json"))![nameof(Values)]!.AsObject().ToDictionary(value => value.Key, value => (string)value.Value!);
}
