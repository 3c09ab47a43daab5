using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary>Alerts look for what the code logs.</summary>
[Collection(DeploymentCollection.Name)]
public partial class AlertTests(Deployment deployment)
{
    [Fact]
    public void Queries_EventNames_AreMethodsOfTheLogs()
    {
        var logged = CodeText.Files.Where(file => Path.GetFileName(file.Key).StartsWith("Logs", StringComparison.Ordinal)).SelectMany(file => Method().Matches(file.Value)).Select(match => match.Groups["name"].Value).ToHashSet();
        var named = Queries().SelectMany(query => EventName().Matches(query)).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(logged));
    }

    [Fact]
    public void Rules_All_TellSomebody()
    {
        Assert.All(deployment.Of("Microsoft.Insights/scheduledQueryRules"), rule => Assert.NotEmpty(rule.Properties["actions"]!["actionGroups"]!.AsArray()));
        Assert.All(deployment.Of("Microsoft.Insights/metricAlerts"), rule => Assert.NotEmpty(rule.Properties["actions"]!.AsArray()));
    }

    [Fact]
    public void Rules_Subjects_AreWhatMayGoWrong() =>
        Assert.Equal(
            ["orchestration-failed", "poison-message", "server-errors", "storage-availability", "tenure-failed", "writer-deposed"],
            deployment.Of("Microsoft.Insights/scheduledQueryRules").Concat(deployment.Of("Microsoft.Insights/metricAlerts")).Select(rule => rule.Name[..rule.Name.LastIndexOf('-')]).Order(StringComparer.Ordinal));

    [Fact]
    public void Rules_All_AreInTheOperationsGuide() =>
        Assert.All(
            deployment.Of("Microsoft.Insights/scheduledQueryRules").Concat(deployment.Of("Microsoft.Insights/metricAlerts")).Select(rule => rule.Name[..rule.Name.LastIndexOf('-')]),
            name => Assert.Contains($"`{name}`", Repository.Text("docs/azure.md"), StringComparison.Ordinal));

    private IEnumerable<string> Queries() =>
        deployment.Of("Microsoft.Insights/scheduledQueryRules").Select(rule => (string)rule.Properties["criteria"]!["allOf"]![0]!["query"]!);

    [GeneratedRegex(@"EventName == ""(?<name>\w+)""")]
    private static partial Regex EventName();

    [GeneratedRegex(@"static partial void (?<name>\w+)\(")]
    private static partial Regex Method();
}
