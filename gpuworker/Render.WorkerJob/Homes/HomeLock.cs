namespace Render.WorkerJob.Homes;

/// <summary>The lock file of a home. The operating system frees it when the process ends, however it ends.</summary>
internal sealed class HomeLock : IDisposable
{
    private const string FileName = "home.lock";
    private readonly FileStream held;

    private HomeLock(FileStream held, bool works) => (this.held, Works) = (held, works);

    /// <summary>
    /// Whether the file system keeps others out. .NET treats a lock that the file system refuses as one that it has (only "would block" counts
    /// as held by another), so on some network shares everybody gets it.
    /// </summary>
    public bool Works { get; }

    /// <summary>Takes the lock of a home; null where another process of this machine has it.</summary>
    public static HomeLock? TryTake(string home)
    {
        Directory.CreateDirectory(home);
        var path = Path.Combine(home, FileName);
        if (Open(path) is not { } held)
            return null;
        // Asked for once more, as another process would: whoever gets it a second time has no lock at all.
        using var again = Open(path);
        return new HomeLock(held, again is null);
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(path))
        {
            return null;
        }
    }
}
