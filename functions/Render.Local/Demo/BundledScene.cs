namespace Render.Local.Demo;

/// <summary>Finds the scene that the repository ships.</summary>
internal static class BundledScene
{
    private const string Name = "harbour.glb";

    /// <summary>The repository's folder as <c>./render</c> tells it, else the one above this program that holds the scenes, else the current one.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("RENDER_ROOT") is { Length: > 0 } told && Directory.Exists(told) ? told : Above() ?? Environment.CurrentDirectory;

    /// <summary>The scene's file.</summary>
    public static string Path => System.IO.Path.Combine(Root, "scenes", Name);

    private static string? Above()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "scenes", Name)))
                return folder.FullName;
        return null;
    }
}
