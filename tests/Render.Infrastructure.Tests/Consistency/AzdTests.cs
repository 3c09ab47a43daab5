using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary><c>azure.yaml</c>, its hooks and its parameters fit the repository and the templates.</summary>
[Collection(DeploymentCollection.Name)]
public partial class AzdTests(Deployment deployment)
{
    /// <summary>What azd knows by itself.</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE"];

    private static string Azure { get; } = Repository.Text("azure.yaml");

    [Fact]
    public void Services_Projects_Exist()
    {
        var projects = Project().Matches(Azure).Select(match => match.Groups["path"].Value).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Single(Directory.EnumerateFiles(Repository.PathOf(project), "*.csproj")));
    }

    [Fact]
    public void Services_Names_AreTagsOfResources()
    {
        var services = Service().Matches(Azure).Select(match => match.Groups["name"].Value);

        Assert.Equal(services, deployment.Resources.Select(resource => (string?)resource.Json["tags"]?["azd-service-name"]).OfType<string>());
    }

    [Fact]
    public void Hooks_Scripts_ExistAndCanBeRun()
    {
        var scripts = Hook().Matches(Azure).Select(match => match.Groups["path"].Value).ToList();

        Assert.Equal(Repository.Files("infra/hooks", "*.sh"), scripts.Select(script => script["./".Length..]).Order(StringComparer.Ordinal));
        Assert.All(scripts, script => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute), script));
    }

    [Fact]
    public void Hooks_Variables_AreOutputsOfTheDeployment()
    {
        var outputs = deployment.Template["outputs"]!.AsObject().Select(output => output.Key).ToHashSet();
        var used = Repository.Files("infra/hooks", "*.sh").SelectMany(script => Variable().Matches(Repository.Text(script))).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(outputs));
    }

    [Fact]
    public void Hooks_Files_Exist() =>
        Assert.All(
            Repository.Files("infra/hooks", "*.sh").SelectMany(script => Named().Matches(Repository.Text(script))).Select(match => match.Groups["path"].Value),
            file => Assert.True(File.Exists(Repository.PathOf(file)), file));

    [Fact]
    public void Package_SchedulersExtension_IsAskedForBeforeItIsMade()
    {
        Assert.Contains("azd env set DurableTaskScheduler true", Repository.Text("infra/hooks/package-settings.sh"), StringComparison.Ordinal);
        Assert.Contains("$(DurableTaskScheduler)", Repository.Text("functions/Render.Functions/Render.Functions.csproj"), StringComparison.Ordinal);
        Assert.True(Azure.IndexOf("azd: provision", StringComparison.Ordinal) < Azure.IndexOf("azd: deploy", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_Variables_AreExplained()
    {
        var guide = Repository.Text("docs/azure.md");
        var variables = Read().Matches(Repository.Text("infra/main.bicepparam")).Select(match => match.Groups["name"].Value).Except(OfAzd).ToList();

        Assert.NotEmpty(variables);
        Assert.All(variables, variable => Assert.Contains($"`{variable}`", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_ThatADeploymentWrites_AreReadByTheNext() =>
        Assert.All(
            new[] { "RENDER_BUDGET_START", "RENDER_WORKER_IMAGE" },
            variable => Assert.Contains($"'{variable}'", Repository.Text("infra/main.bicepparam"), StringComparison.Ordinal));

    [GeneratedRegex(@"^    project: (?<path>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Project();

    [GeneratedRegex(@"(?<=^services:\n(?:.*\n)*?)  (?<name>[\w-]+):$(?=\n    project:)", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^    run: (?<path>\./\S+)$", RegexOptions.Multiline)]
    private static partial Regex Hook();

    [GeneratedRegex(@"\$\{?(?<name>[A-Z][A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?:--file|--template-file) (?<path>\S+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'")]
    private static partial Regex Read();
}
