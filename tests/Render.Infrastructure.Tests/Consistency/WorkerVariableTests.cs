using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary>The worker's container gets the variables that it reads.</summary>
[Collection(DeploymentCollection.Name)]
public partial class WorkerVariableTests(Deployment deployment)
{
    private const string Dockerfile = "gpuworker/Dockerfile";

    [Fact]
    public void Worker_Variables_AreFound() => Assert.Empty(new[] { "RENDER_COORDINATOR", "RENDER_HOME", "RENDER_WAKE_QUEUES" }.Except(Variables().Select(variable => variable.Name)));

    [Fact]
    public void Jobs_Variables_AreAllRead() =>
        Assert.All(deployment.Of("Microsoft.App/jobs"), job => Assert.Empty(Set(job).Except(Variables().Select(variable => variable.Name))));

    [Fact]
    public void Jobs_VariablesThatTheWorkerCannotDoWithout_AreSet() =>
        Assert.All(deployment.Of("Microsoft.App/jobs"), job => Assert.Empty(Variables().Where(variable => variable.IsRequired).Select(variable => variable.Name).Except(Set(job))));

    [Fact]
    public void Jobs_Homes_AreAsManyAsExecutions() =>
        Assert.All(
            deployment.Of("Microsoft.App/jobs"),
            job => Assert.Equal(
                $"{job.Properties["configuration"]!["eventTriggerConfig"]!["scale"]!["maxExecutions"]}",
                (string?)Container(job)["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "RENDER_HOMES")!["value"]));

    [Fact]
    public void Jobs_WritableFolders_AreOnVolumes()
    {
        // The root file system is read-only by intent; what is written to must be mounted.
        var job = deployment.Of("Microsoft.App/jobs").First();
        var mounts = Container(job)["volumeMounts"]!.AsArray().Select(mount => (string)mount!["mountPath"]!).ToList();
        var folders = Container(job)["env"]!.AsArray().Where(variable => (string?)variable!["name"] is "RENDER_HOME" or "RENDER_CACHE").Select(variable => (string)variable!["value"]!).ToList();

        Assert.Equal(2, folders.Count);
        Assert.All(folders, folder => Assert.Contains(mounts, mount => folder == mount || folder.StartsWith($"{mount}/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Jobs_Homes_BelongToTheUserOfTheImage()
    {
        var user = User().Match(Repository.Text(Dockerfile)).Groups["user"].Value;
        var owner = Owner().Match(deployment.Of("Microsoft.App/jobs").First().Properties["template"]!["initContainers"]![0]!["command"]![2]!.GetValue<string>()).Groups["user"].Value;

        // Images of .NET define a user without rights, and its number in this variable.
        Assert.Equal(owner, user is "$APP_UID" or "${APP_UID}" ? "1654" : user);
    }

    private static JsonNode Container(Resource job) => job.Properties["template"]!["containers"]![0]!;

    private static IEnumerable<string> Set(Resource job) => Container(job)["env"]!.AsArray().Select(variable => (string)variable!["name"]!);

    private static IEnumerable<(string Name, bool IsRequired)> Variables() =>
        from file in CodeText.Below("gpuworker/")
        from match in Variable().Matches(file.Value)
        select (match.Groups["name"].Value, match.Groups["default"].Value == "null");

    [GeneratedRegex("""new\("(?<name>[A-Z][A-Z_]+)",\s*"(?:[^"\\]|\\.)*",\s*(?<default>null|"(?:[^"\\]|\\.)*")\)""")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^USER\s+(?<user>[^\s:]+)", RegexOptions.Multiline)]
    private static partial Regex User();

    [GeneratedRegex(@"chown (?<user>\d+):")]
    private static partial Regex Owner();
}
