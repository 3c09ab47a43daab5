using System.Text;
using Render.Local.Cli;

namespace Render.Local.Host.Chain;

/// <summary>Remembers whether a network's money is on a chain: begun with one, its book says what the chain must follow.</summary>
internal static class ChainMark
{
    private const string File = "chain";

    /// <summary>Takes the first choice down, and holds every later start to it.</summary>
    /// <param name="home">The network's home, whose data folder exists.</param>
    /// <param name="asked">Whether a chain is asked for now.</param>
    /// <exception cref="CommandFailedException">The network was begun otherwise.</exception>
    public static void Demand(HomeFolder home, bool asked)
    {
        var path = Path.Combine(home.CoordinatorData, File);
        var (marked, begun) = (System.IO.File.Exists(path), System.IO.File.Exists(home.Database));
        if (begun && marked && !asked)
            throw new CommandFailedException(ExitCode.BadInput, $"The network in {home.Path} has its money on a chain.", "Start it with --chain, or begin another network with another RENDER_HOME.");
        if (begun && !marked && asked)
            throw new CommandFailedException(ExitCode.BadInput, $"The network in {home.Path} began without a chain.", "Start it without --chain, or begin another network with another RENDER_HOME.");
        // Until there is a book, anything may be chosen.
        if (asked)
            SecretFile.Write(path, Encoding.ASCII.GetBytes("local"));
        else
            System.IO.File.Delete(path);
    }

    /// <summary>The home's chain.</summary>
    /// <exception cref="CommandFailedException">It has none.</exception>
    public static LocalChain Running(HomeFolder home) => LocalChain.Read(home)
        ?? throw new CommandFailedException(ExitCode.BadInput, $"There is no chain: {home.ChainFile} does not exist.", "Start one with `render chain up`.");
}
