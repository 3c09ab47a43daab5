namespace Render.Network.Tests.Architecture;

/// <summary>Rules depend on nothing, adapters on rules, hosts on all, and nothing on a host.</summary>
public class DependencyRuleTests
{
    private static readonly string[] Hosts = ["Render.Local", "Render.Functions", "Render.WorkerJob"];

    [Theory]
    [InlineData("Render.Network")]
    [InlineData("Render.Tracing")]
    public void Core_AnyReference_HasNone(string name)
    {
        var core = ProjectFile.Named(name);

        Assert.Empty(core.Projects);
        Assert.Empty(core.Packages);
        Assert.Empty(core.Frameworks);
    }

    [Theory]
    [InlineData("Render.Lifecycle", "Render.Network")]
    [InlineData("Render.Api", "Render.Lifecycle")]
    [InlineData("Render.Worker", "Render.Network", "Render.Tracing")]
    [InlineData("Render.Tracing.Ilgpu", "Render.Tracing")]
    [InlineData("Render.WorkerJob", "Render.Tracing.Ilgpu", "Render.Worker")]
    [InlineData("Render.Ingest", "Render.Tracing")]
    [InlineData("Render.Scenes", "Render.Ingest", "Render.Lifecycle", "Render.Worker")]
    [InlineData("Render.Storage", "Render.Lifecycle")]
    [InlineData("Render.Chain", "Render.Lifecycle")]
    public void Project_ProjectReferences_AreExactlyThoseOfTheRule(string name, params string[] allowed) =>
        Assert.Equal(allowed, ProjectFile.Named(name).Projects);

    [Fact]
    public void WorkerJob_Packages_AreThoseOfTheWakeQueueAlone() =>
        Assert.Equal(["Azure.Identity", "Azure.Storage.Queues"], ProjectFile.Named("Render.WorkerJob").Packages);

    [Fact]
    public void Product_ProjectReferences_NeverNameAHost() =>
        Assert.Empty(ProjectFile.All.Where(project => project.IsProduct).Where(project => project.Projects.Intersect(Hosts).Any()).Select(project => project.Name));

    [Fact]
    public void Product_ProjectReferences_NeverNameATestProject() =>
        Assert.Empty(
            from project in ProjectFile.All
            where project.IsProduct
            from reference in project.Projects
            where !ProjectFile.Named(reference).IsProduct
            select $"{project.Name} → {reference}");

    [Fact]
    public void Product_ProjectReferences_HaveNoCycle()
    {
        var left = ProjectFile.All.ToDictionary(project => project.Name, project => project.Projects.ToHashSet());
        while (left.FirstOrDefault(entry => entry.Value.Count == 0).Key is { } free)
        {
            left.Remove(free);
            foreach (var references in left.Values)
                references.Remove(free);
        }

        Assert.Empty(left.Keys);
    }

    [Fact]
    public void Sources_NamespaceOfAHost_IsUsedByNoOtherProduct()
    {
        var offenders =
            from project in ProjectFile.All
            where project.IsProduct && !Hosts.Contains(project.Name)
            let folder = Path.GetDirectoryName(RepositoryRoot.File(project.RelativePath))!
            from source in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            where Hosts.Any(host => File.ReadLines(source).Any(line => line.StartsWith($"using {host}", StringComparison.Ordinal)))
            select source;

        Assert.Empty(offenders);
    }
}
