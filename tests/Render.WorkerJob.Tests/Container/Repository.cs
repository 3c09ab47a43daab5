using System.Xml.Linq;

namespace Render.WorkerJob.Tests.Container;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>A project and all that it refers to, as paths of project files within the repository.</summary>
    public static IReadOnlyCollection<string> Closure(string project)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>([project]);
        while (left.TryDequeue(out var next))
            if (found.Add(next))
                foreach (var reference in XDocument.Load(PathOf(next)).Descendants("ProjectReference"))
                    left.Enqueue(Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(PathOf(next), "..", reference.Attribute("Include")!.Value))));
        return found;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Render.Serverless.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
