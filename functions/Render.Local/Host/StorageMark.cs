using Render.Local.Cli;
using Render.Local.Cli.Values;

namespace Render.Local.Host;

/// <summary>Remembers where a network's blobs are: begun with one storage, it would miss every blob with the other.</summary>
internal static class StorageMark
{
    private const string File = "storage";

    /// <summary>Takes the folder's first choice down, and holds every later one to it.</summary>
    /// <param name="home">The network's home, whose data folder exists.</param>
    /// <param name="asked">What is asked for now.</param>
    /// <exception cref="CommandFailedException">The network was begun with the other one.</exception>
    public static void Demand(HomeFolder home, StorageKind asked)
    {
        var path = Path.Combine(home.CoordinatorData, File);
        StorageKind? kept = System.IO.File.Exists(path) ? StorageText.Parse(System.IO.File.ReadAllText(path).Trim())
            // Networks of earlier versions had no choice.
            : System.IO.File.Exists(home.Database) ? StorageKind.Files : null;
        if (kept is { } first && first != asked)
            throw new CommandFailedException(
                ExitCode.BadInput, $"The network in {home.Path} keeps its blobs in {StorageText.Format(first)}, and would miss them with --storage {StorageText.Format(asked)}.",
                $"Start it with --storage {StorageText.Format(first)}, or begin another network with another RENDER_HOME.");
        if (!System.IO.File.Exists(path))
            SecretFile.Write(path, System.Text.Encoding.ASCII.GetBytes(StorageText.Format(asked)));
    }
}
