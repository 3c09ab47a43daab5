using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary>Containers, queues and tables have the names that the code uses, and none is there that it does not use.</summary>
[Collection(DeploymentCollection.Name)]
public partial class StorageNameTests(Deployment deployment)
{
    private const string PoisonOfBlobs = "webjobs-blobtrigger-poison";

    [Fact]
    public void Containers_OfTheData_AreThoseOfTheCode() => Assert.Equal(Named(Container()), Made("blobServices/containers", "stdata"));

    [Fact]
    public void Tables_All_AreThoseOfTheCode() => Assert.Equal(Named(Table()), Made("tableServices/tables", "stdata"));

    [Fact]
    public void Queues_All_AreThoseOfTriggersTheirPoisonAndTheWorkPools()
    {
        var triggers = FunctionTrigger.All.Where(trigger => trigger.Kind == "Queue").Select(trigger => trigger.Source).ToList();
        var poison = triggers.Select(queue => $"{queue}-poison").Concat(FunctionTrigger.All.Any(trigger => trigger.Kind == "Blob") ? [PoisonOfBlobs] : []);

        Assert.NotEmpty(triggers);
        Assert.Equal(triggers.Concat(poison).Concat(WorkPools()).Order(StringComparer.Ordinal), Made("queueServices/queues", "stdata"));
    }

    [Fact]
    public void Containers_OfTheHost_AreThePackages()
    {
        var container = Assert.Single(Made("blobServices/containers", "sthost"));

        Assert.Equal("deployment", container);
        Assert.Equal(container, Packages().Match(Repository.Text("infra/modules/host-storage.bicep")).Groups["name"].Value);
    }

    [Fact]
    public void Scaler_Queues_AreTheWorkPoolsInTheWorkersOrder()
    {
        var order = CodeText.Below("gpuworker/").Select(file => DefaultPools().Match(file.Value)).Single(match => match.Success).Groups["pools"].Value.Split(',');

        Assert.Equal(WorkPools(), order.Order(StringComparer.Ordinal));
        Assert.All(
            deployment.Of("Microsoft.App/jobs"),
            job => Assert.Equal(order, job.Properties["configuration"]!["eventTriggerConfig"]!["scale"]!["rules"]!.AsArray().Select(rule => (string)rule!["metadata"]!["queueName"]!)));
    }

    private static IEnumerable<string> WorkPools() => CodeText.Constants.Where(constant => constant.Key.StartsWith("WorkPools.", StringComparison.Ordinal)).Select(constant => constant.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Named(Regex declaration) =>
        CodeText.Below("functions/").SelectMany(file => declaration.Matches(file.Value)).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<string> Made(string kind, string account) =>
        deployment.Of($"Microsoft.Storage/storageAccounts/{kind}").Where(resource => resource.Name.StartsWith(account, StringComparison.Ordinal)).Select(resource => resource.OwnName).Order(StringComparer.Ordinal);

    [GeneratedRegex("""string\s+\w*Container(?:Name)?\s*(?:\{\s*get;\s*init;\s*\}\s*)?=\s*"(?<name>[a-z0-9-]+)"\s*;""")]
    private static partial Regex Container();

    [GeneratedRegex("""string\s+\w*Table(?:Name)?\s*(?:\{\s*get;\s*init;\s*\}\s*)?=\s*"(?<name>[A-Za-z0-9]+)"\s*;""")]
    private static partial Regex Table();

    [GeneratedRegex(@"\.primaryEndpoints\.blob\}\$\{(?<name>\w+)\.name\}")]
    private static partial Regex Packages();

    [GeneratedRegex("""RENDER_WAKE_POOLS",\s*"[^"]*",\s*"(?<pools>[^"]+)"\)""")]
    private static partial Regex DefaultPools();
}
