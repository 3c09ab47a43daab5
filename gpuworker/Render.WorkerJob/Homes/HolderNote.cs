using System.Text.Json;

namespace Render.WorkerJob.Homes;

/// <summary>Who holds a home, as written into it. Renewed while held, deleted when let go.</summary>
/// <param name="Holder">The process that holds it.</param>
/// <param name="Kernel">The operating system that it runs on: there, a file lock tells more surely than this note.</param>
/// <param name="At">When it was last renewed.</param>
internal sealed record HolderNote(Guid Holder, string Kernel, DateTimeOffset At)
{
    private const string FileName = "holder.json";

    /// <summary>The note of a home; null where there is none. One that cannot be read counts as written now, by nobody known.</summary>
    public static HolderNote? Read(string home, DateTimeOffset now)
    {
        try
        {
            return Parse(File.ReadAllBytes(PathIn(home))) ?? Unreadable(home, now);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the first note of a holder; false where somebody else's is there. The file system lets only one succeed, also on a share.</summary>
    public bool TryCreate(string home)
    {
        try
        {
            using var stream = new FileStream(PathIn(home), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(this));
            stream.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException) when (File.Exists(PathIn(home)))
        {
            return false;
        }
    }

    /// <summary>Replaces the note by this one, whole or not at all.</summary>
    public void Replace(string home)
    {
        var draft = Path.Combine(home, $".holder.{Holder:N}");
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(draft, PathIn(home), overwrite: true);
    }

    /// <summary>Takes this note away; false where it is no longer what is there, which then stays.</summary>
    public bool TryRemove(string home)
    {
        // Moved first: of several that want to remove it, one finds it.
        var aside = Path.Combine(home, $".holder.{Guid.NewGuid():N}");
        try
        {
            File.Move(PathIn(home), aside);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        if ((Parse(File.ReadAllBytes(aside))?.Holder ?? Guid.Empty) == Holder)
        {
            File.Delete(aside);
            return true;
        }

        // Somebody else took the home in between: theirs goes back, unless yet another has come.
        if (!File.Exists(PathIn(home)))
            File.Move(aside, PathIn(home));
        return false;
    }

    private static HolderNote? Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<HolderNote>(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HolderNote Unreadable(string home, DateTimeOffset now)
    {
        // Torn by a power loss: as old as the file.
        var written = File.GetLastWriteTimeUtc(PathIn(home));
        return new HolderNote(Guid.Empty, "", written > now.UtcDateTime ? now : new DateTimeOffset(written, TimeSpan.Zero));
    }

    private static string PathIn(string home) => Path.Combine(home, FileName);
}
