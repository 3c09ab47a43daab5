namespace Render.Local.Cli;

/// <summary>The folder that holds a coordinator's state and what finds it again.</summary>
/// <param name="Path">An absolute path.</param>
public sealed record HomeFolder(string Path)
{
    /// <summary><c>RENDER_HOME</c>, else <c>$XDG_DATA_HOME/render</c>, else the user's local data folder.</summary>
    /// <param name="environment">Reads an environment variable; null where it is unset.</param>
    /// <exception cref="CommandFailedException">There is no home to fall back on.</exception>
    public static HomeFolder Find(Func<string, string?> environment)
    {
        var chosen = environment("RENDER_HOME");
        if (!string.IsNullOrWhiteSpace(chosen))
            return new HomeFolder(System.IO.Path.GetFullPath(chosen));
        var data = environment("XDG_DATA_HOME");
        if (!string.IsNullOrWhiteSpace(data))
            return new HomeFolder(System.IO.Path.Combine(System.IO.Path.GetFullPath(data), "render"));
        var local = OperatingSystem.IsWindows() ? environment("LOCALAPPDATA") : null;
        if (!string.IsNullOrWhiteSpace(local))
            return new HomeFolder(System.IO.Path.Combine(local, "render"));
        var home = environment("HOME");
        if (string.IsNullOrWhiteSpace(home))
            throw new CommandFailedException(Cli.ExitCode.BadInput, "There is no home folder to keep the state in.", "Set RENDER_HOME to a folder that you may write to.");
        return new HomeFolder(System.IO.Path.Combine(home, ".local", "share", "render"));
    }

    /// <summary>Where the coordinator that runs writes its address and token; readable by its owner only.</summary>
    public string CoordinatorFile => System.IO.Path.Combine(Path, "coordinator.json");

    /// <summary>Database and blobs of the coordinator.</summary>
    public string CoordinatorData => System.IO.Path.Combine(Path, "coordinator");

    /// <summary>State, ledger and workflows of the coordinator.</summary>
    public string Database => System.IO.Path.Combine(CoordinatorData, "coordinator.db");

    /// <summary>Data of the coordinator's Azurite, where it has one.</summary>
    public string AzuriteData => System.IO.Path.Combine(CoordinatorData, "azurite");

    /// <summary>Where the Azurite that runs says how to look into it.</summary>
    public string AzuriteFile => System.IO.Path.Combine(Path, "azurite.json");

    /// <summary>State, log and secrets of the local chain, where there is one.</summary>
    public string ChainData => System.IO.Path.Combine(Path, "chain");

    /// <summary>Where the local chain listens, and its contracts.</summary>
    public string ChainFile => System.IO.Path.Combine(ChainData, "chain.json");

    /// <summary>Scenes dropped here become jobs.</summary>
    public string Inbox => System.IO.Path.Combine(Path, "inbox");

    /// <summary>Key and cache of the node called <paramref name="name"/>.</summary>
    public string Node(string name) => System.IO.Path.Combine(Path, "nodes", name);

    /// <summary>Creates the folder, for the owner alone.</summary>
    /// <exception cref="CommandFailedException">It cannot be created.</exception>
    public void Create()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path);
            else
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(Cli.ExitCode.BadInput, $"The folder {Path} cannot be created: {e.Message}", "Set RENDER_HOME to a folder that you may write to.", e);
        }
    }
}
