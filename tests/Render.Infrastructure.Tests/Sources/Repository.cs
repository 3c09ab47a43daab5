using System.Reflection;

namespace Render.Infrastructure.Tests.Sources;

/// <summary>The repository's files.</summary>
internal static class Repository
{
    private static readonly string[] NotSources = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>The root folder, as it was when this was built.</summary>
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(Said("RepositoryRoot"));

    /// <summary>What the build says about a key.</summary>
    public static string Said(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(said => said.Key == key).Value!;

    /// <summary>A file's full path.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>A file's text.</summary>
    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files below a folder, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(NotSources.Contains))
            .Order(StringComparer.Ordinal),
    ];
}
