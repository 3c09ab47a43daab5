using System.Xml.Linq;

namespace Render.Network.Tests.Architecture;

/// <summary>A project as its csproj says it is.</summary>
internal sealed record ProjectFile(string Name, string RelativePath, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "out" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public bool IsProduct => RelativePath.StartsWith("functions/", StringComparison.Ordinal) || RelativePath.StartsWith("gpuworker/", StringComparison.Ordinal);

    public static ProjectFile Named(string name) => All.Single(project => project.Name == name);

    private static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(RepositoryRoot.File(path));
        IReadOnlyList<string> Includes(string element) =>
            [.. xml.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>().Order(StringComparer.Ordinal)];
        return new ProjectFile(
            Path.GetFileNameWithoutExtension(path),
            path,
            [.. Includes("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).Order(StringComparer.Ordinal)],
            Includes("PackageReference"),
            Includes("FrameworkReference"));
    }
}
