using Render.Lifecycle.Inbox;

namespace Render.Local.Host.Inbox;

/// <summary>A scene in the inbox and the files that belong to it.</summary>
/// <param name="Path">The scene's file.</param>
internal sealed record InboxFile(string Path)
{
    /// <summary>Its name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Takes the reason where it cannot become a job: <c>NAME.error.txt</c>.</summary>
    public string Error => DroppedScene.Error(Path);

    /// <summary>The settings beside it: <c>NAME.job.json</c>, or with the scene's own ending before that; null where there are none.</summary>
    public string? Sidecar => DroppedScene.Sidecars(Path).FirstOrDefault(File.Exists);

    /// <summary>How the scene and its settings look now; equal twice: nobody is writing. Null where the scene is gone.</summary>
    public (long Length, DateTime Written, DateTime Settings)? Look()
    {
        var info = new FileInfo(Path);
        return info.Exists ? (info.Length, info.LastWriteTimeUtc, Sidecar is { } sidecar ? File.GetLastWriteTimeUtc(sidecar) : default) : null;
    }

    /// <summary>Whether it was refused already, and neither it nor its settings changed since.</summary>
    public bool IsRefused()
    {
        if (!File.Exists(Error) || Look() is not { } look)
            return false;
        var refused = File.GetLastWriteTimeUtc(Error);
        return refused >= look.Written && refused >= look.Settings;
    }
}
