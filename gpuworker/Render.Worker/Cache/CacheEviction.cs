namespace Render.Worker.Cache;

/// <summary>Makes room in a cache folder.</summary>
internal static class CacheEviction
{
    /// <summary>Deletes the least recently used files until at most <paramref name="maxBytes"/> remain.</summary>
    /// <remarks>Another process may delete at the same time; then more than needed goes, which costs a fetch and nothing else.</remarks>
    public static void Run(string folder, long maxBytes)
    {
        if (!Directory.Exists(folder))
            return;
        var files = Directory.EnumerateDirectories(folder, "??")
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => new FileInfo(path))
            .Where(file => file.Exists)
            .Select(file => (file.FullName, file.Length, file.LastWriteTimeUtc))
            .OrderBy(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.FullName, StringComparer.Ordinal)
            .ToList();
        var total = files.Sum(file => file.Length);
        foreach (var file in files)
        {
            if (total <= maxBytes)
                return;
            File.Delete(file.FullName);
            total -= file.Length;
        }
    }
}
