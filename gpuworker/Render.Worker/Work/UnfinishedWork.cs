namespace Render.Worker.Work;

/// <summary>Tells whether a node left work behind when it ended.</summary>
public static class UnfinishedWork
{
    /// <summary>Whether a home holds assignments under way, or finished work that is not delivered.</summary>
    /// <param name="home">A node's home; it need not exist.</param>
    public static bool IsIn(string home) => Holds(Path.Combine(home, WorkFolder.Name)) || Holds(Path.Combine(home, Outbox.Name));

    private static bool Holds(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
}
