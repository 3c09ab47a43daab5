using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Templates;

/// <summary>The compiler knows every resource type of Azure with its properties, so a wrong name or type of a property is found here.</summary>
[Collection(DeploymentCollection.Name)]
public class CompilationTests(Deployment deployment)
{
    /// <summary>What is checked by other means, or would change with the calendar.</summary>
    private static readonly Dictionary<string, string> NotErrors = new() { ["use-recent-api-versions"] = "off" };

    [Fact]
    public async Task Templates_Lint_SaysNothing() => Assert.Equal("", await Bicep.Lint());

    [Fact]
    public async Task Files_Format_ChangesNothing()
    {
        var formatted = await Bicep.Formatted();

        Assert.NotEmpty(formatted);
        Assert.All(formatted, file => Assert.Equal(Repository.Text(file.Key), file.Value));
    }

    [Fact]
    public void Deployment_Evaluation_ComplainsAboutNothing() => Assert.Empty(deployment.Diagnostics);

    [Fact]
    public void Modules_All_AreDeployed()
    {
        var deployed = Repository.Text("infra/main.bicep");

        Assert.All(Repository.Files("infra/modules", "*.bicep"), module => Assert.Contains($"'{module["infra/".Length..]}'", deployed, StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_Outputs_AreUsed()
    {
        var main = Repository.Text("infra/main.bicep");
        var unused =
            from module in Deployment.ResourcesOf(deployment.Template)
            from output in module.Resource["properties"]?["template"]?["outputs"]?.AsObject() ?? []
            where !main.Contains($"{module.Symbol}.outputs.{output.Key}", StringComparison.Ordinal)
            select $"{module.Symbol}.{output.Key}";

        Assert.Empty(unused);
    }

    [Fact]
    public void Linter_Rules_AreErrors()
    {
        var settings = JsonNode.Parse(Repository.Text("infra/bicepconfig.json"), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;

        var rules = settings["analyzers"]!["core"]!["rules"]!.AsObject();

        Assert.True(rules.Count >= 40, "Every rule of the linter is named.");
        Assert.All(rules, rule => Assert.Equal(NotErrors.GetValueOrDefault(rule.Key, "error"), (string?)rule.Value!["level"]));
    }
}
