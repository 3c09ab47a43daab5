using System.Reflection;
using Render.Lifecycle.Chain;
using Render.Local.Cli;

namespace Render.Local.Host.Chain;

/// <summary>What a chain needs beside this program, and who installs it: the folder of the contracts with anvil and forge, and the adapter, whose packages not every registry has.</summary>
internal static class ChainTools
{
    /// <summary>Names the folder of the contracts, installed.</summary>
    public const string ContractsVariable = "RENDER_CONTRACTS";

    /// <summary>Names the adapter's assembly, built.</summary>
    public const string AdapterVariable = "RENDER_CHAIN";

    /// <summary>One of the contracts' tools.</summary>
    /// <param name="name">Its name in <c>contracts/tools</c>.</param>
    /// <exception cref="CommandFailedException">They are not installed.</exception>
    public static string Tool(string name) => Path.Combine(Contracts, "tools", name);

    /// <summary>The folder of the contracts.</summary>
    /// <exception cref="CommandFailedException">They are not installed.</exception>
    public static string Contracts => Environment.GetEnvironmentVariable(ContractsVariable) is { Length: > 0 } folder && Directory.Exists(folder)
        ? folder
        : throw new CommandFailedException(
            ExitCode.BadInput, "A chain needs the contracts' tools, which are not installed.", "Start through ./render, which installs them with npm.");

    /// <summary>Loads the adapter. This program is built without it, so that it builds where its packages cannot be had.</summary>
    /// <exception cref="CommandFailedException">It is not built.</exception>
    public static IChainModule Adapter()
    {
        if (Environment.GetEnvironmentVariable(AdapterVariable) is not { Length: > 0 } file || !File.Exists(file))
            throw new CommandFailedException(
                ExitCode.BadInput, "A network on a chain needs the adapter for it, functions/Render.Chain, which is not built.",
                "Start through ./render, which builds it where NuGet serves its packages (Nethereum).");
        var module = Assembly.LoadFrom(file).GetExportedTypes().Single(type => typeof(IChainModule).IsAssignableFrom(type));
        return (IChainModule)Activator.CreateInstance(module)!;
    }
}
