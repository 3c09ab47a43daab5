using System.Text.Json;
using System.Text.RegularExpressions;

namespace Render.Network.Tests.Architecture;

public partial class SolutionTests
{
    private static readonly HashSet<string> InSolution =
    [
        .. ProjectLine().Matches(File.ReadAllText(RepositoryRoot.File("Render.Serverless.sln"))).Select(match => match.Groups[1].Value.Replace('\\', '/')),
    ];

    [Fact]
    public void Solution_EveryProjectOnDisk_IsInIt() =>
        Assert.Empty(ProjectFile.All.Select(project => project.RelativePath).Except(InSolution));

    [Fact]
    public void Solution_EveryProjectInIt_IsOnDisk() =>
        Assert.Empty(InSolution.Except(ProjectFile.All.Select(project => project.RelativePath)));

    [Fact]
    public void LocalFilter_EveryProjectInIt_IsInTheSolution()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("Render.Local.slnf")));
        var solution = filter.RootElement.GetProperty("solution");
        var projects = solution.GetProperty("projects").EnumerateArray().Select(path => path.GetString()!.Replace('\\', '/')).ToArray();

        Assert.Equal("Render.Serverless.sln", solution.GetProperty("path").GetString());
        Assert.NotEmpty(projects);
        Assert.Empty(projects.Except(InSolution));
    }

    [Fact]
    public void Packages_EveryVersion_IsExact()
    {
        var versions = PackageVersion().Matches(File.ReadAllText(RepositoryRoot.File("Directory.Packages.props"))).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^\[[^,\]]+\]$", version));
    }

    [GeneratedRegex("^Project\\(\"[^\"]+\"\\) = \"[^\"]+\", \"([^\"]+\\.csproj)\"", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();

    [GeneratedRegex("<PackageVersion [^>]*Version=\"([^\"]*)\"")]
    private static partial Regex PackageVersion();
}
