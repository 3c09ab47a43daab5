using System.Text.Json.Nodes;
using Render.Infrastructure.Tests.Cli;

namespace Render.Infrastructure.Tests.Templates;

/// <summary>A person who sets a parameter is told what it does, and cannot set nonsense.</summary>
[Collection(DeploymentCollection.Name)]
public class DescriptionTests(Deployment deployment)
{
    [Fact]
    public void Parameters_All_AreDescribed() => Assert.Empty(Each("parameters").Where(parameter => !IsDescribed(parameter.Value)).Select(parameter => parameter.Name));

    [Fact]
    public void Outputs_All_AreDescribed() => Assert.Empty(Each("outputs").Where(output => !IsDescribed(output.Value)).Select(output => output.Name));

    [Fact]
    public void Parameters_Numbers_HaveBounds() =>
        Assert.Empty(Each("parameters").Where(parameter => TypeOf(parameter.Value) == "int" && !HasRange(parameter.Value) && !IsChoice(parameter.Value)).Select(parameter => parameter.Name));

    [Fact]
    public void Parameters_Texts_HaveBounds() =>
        Assert.Empty(
            Each("parameters")
                .Where(parameter => TypeOf(parameter.Value) is "string" or "securestring")
                // An image's name has no length worth a bound; empty is its default.
                .Where(parameter => !parameter.Name.EndsWith(".workerImage", StringComparison.Ordinal))
                .Where(parameter => parameter.Value["minLength"] is null && parameter.Value["maxLength"] is null && !IsChoice(parameter.Value))
                .Select(parameter => parameter.Name));

    private IEnumerable<(string Name, JsonNode Value)> Each(string section) =>
        from template in Deployment.All("main", deployment.Template).Concat(Deployment.All("drop-subscription", deployment.DropTemplate))
        from entry in template.Template[section]?.AsObject() ?? []
        select ($"{template.Name}.{entry.Key}", entry.Value!);

    private static bool IsDescribed(JsonNode value) => ((string?)value["metadata"]?["description"])?.Length > 10;

    private static string? TypeOf(JsonNode value) => (string?)value["type"];

    private static bool HasRange(JsonNode value) => value["minValue"] is not null && value["maxValue"] is not null;

    private static bool IsChoice(JsonNode value) => value["allowedValues"] is not null;
}
