namespace Render.Tracing.Packages;

/// <summary>Read-only access to the files of a scene by their relative paths ('/'-separated, case-sensitive).</summary>
public interface IPackageFiles
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">A path accepted by <see cref="PackagePath"/>.</param>
    /// <param name="maxBytes">The most bytes to read.</param>
    /// <returns>The content, or null when there is no such file.</returns>
    /// <exception cref="Scenes.SceneException">The file is larger than <paramref name="maxBytes"/>.</exception>
    ReadOnlyMemory<byte>? Read(string path, long maxBytes);
}
